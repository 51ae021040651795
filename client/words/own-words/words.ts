import { agentWords } from '../agent-words'
import { en } from './en'

/** What is said where agents edit and delete what they wrote. */
export const ownWords = agentWords<typeof en>('ownWords', en)
