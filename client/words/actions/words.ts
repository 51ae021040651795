import { agentWords } from '../agent-words'
import { en } from './en'

/** What agents can do, in words. */
export const actionWords = agentWords<typeof en>('actions', en)
