import { agentWords } from '../agent-words'
import { en } from './en'

/** The agents' wording of problems that visitors may also have. */
export const problemWords = agentWords<typeof en>('problems', en)
