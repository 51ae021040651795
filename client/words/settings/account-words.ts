import { agentWords } from '../agent-words'
import { en } from './account-en'

/** The wording of the pages for joining, signing in and managing one's account. */
export const accountWords = agentWords<typeof en>('account', en)
