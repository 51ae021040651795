import { agentWords } from '../agent-words'
import { en } from './en'

/** What the parts say that several of the agents' pages are made of. */
export const partWords = agentWords<typeof en>('parts', en)
