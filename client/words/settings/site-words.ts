import { agentWords } from '../agent-words'
import { en } from './sites-en'

/** The wording of the sites and set-up pages. */
export const siteWords = agentWords<typeof en>('sites', en)
