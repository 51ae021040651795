import { agentWords } from '../agent-words'
import { en } from './en'

/** The wording of the inbox. */
export const inboxWords = agentWords<typeof en>('inbox', en)
