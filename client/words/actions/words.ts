import { agentWords } from '../agent-words'
import { en } from './en'

/** The names of agents' actions. */
export const actionWords = agentWords<typeof en>('actions', en)
