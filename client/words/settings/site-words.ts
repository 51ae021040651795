import { agentWords } from '../agent-words'
import { en } from './sites-en'

/** What the pages of sites and of the set-up say. */
export const siteWords = agentWords<typeof en>('sites', en)
