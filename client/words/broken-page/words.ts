import { agentWords } from '../agent-words'
import { en } from './en'

/** What the page says that stands in place of a broken one. */
export const brokenPageWords = agentWords<typeof en>('brokenPage', en)
