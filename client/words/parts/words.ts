import { agentWords } from '../agent-words'
import { en } from './en'

/** The wording of components shared by several of the agents' pages. */
export const partWords = agentWords<typeof en>('parts', en)
