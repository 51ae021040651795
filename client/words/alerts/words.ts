import { agentWords } from '../agent-words'
import { en } from './en'

/** The wording of alerts and of availability. */
export const alertWords = agentWords<typeof en>('alerts', en)
