import { agentWords } from '../agent-words'
import { en } from './en'

/** The wording of the error page. */
export const brokenPageWords = agentWords<typeof en>('brokenPage', en)
