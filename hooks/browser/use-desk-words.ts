import { agentWords } from '@/client/words/agent-words'
import { en } from '@/client/words/desk/en'
import type { Words } from '@/client/words/words'

const words = agentWords<typeof en>('desk', en)

/** The agents' wording for components that both sides use. */
export function useDeskWords(): Words<typeof en> {
  return words
}
