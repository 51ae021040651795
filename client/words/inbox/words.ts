import { agentWords } from '../agent-words'
import { en } from './en'

/** What the inbox says. */
export const inboxWords = agentWords<typeof en>('inbox', en)
