import { agentWords } from '../agent-words'
import { en } from './account-en'

/** What the pages say on which agents make, enter and keep their account. */
export const accountWords = agentWords<typeof en>('account', en)
