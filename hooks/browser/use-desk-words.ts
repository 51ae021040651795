import { agentWords } from '@/client/words/agent-words'
import { en } from '@/client/words/desk/en'
import type { Words } from '@/client/words/words'

const words = agentWords<typeof en>('desk', en)

/** What agents alone read in what both sides share. */
export function useDeskWords(): Words<typeof en> {
  return words
}
