import { agentWords } from '../agent-words'
import { en } from './en'

/** The wording for editing and deleting one's own messages. */
export const ownWords = agentWords<typeof en>('ownWords', en)
