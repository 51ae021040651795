import { agentWords } from '../agent-words'
import { en } from './en'

/** What tells agents of messages, and whether they are there. */
export const alertWords = agentWords<typeof en>('alerts', en)
