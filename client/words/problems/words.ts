import { agentWords } from '../agent-words'
import { en } from './en'

/** What agents read about problems that visitors meet, too. */
export const problemWords = agentWords<typeof en>('problems', en)
