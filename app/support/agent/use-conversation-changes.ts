import { useMemo } from 'react'
import type { InboxStore } from '@/client/inbox-store'
import type { SessionCache } from '@/client/session-cache'
import type { UndoToasts } from '@/components/agent/undo-toasts'
import type { ConversationStatus } from '@/contract/conversation'
import type { Desk } from './desk-context'
import { reasonOf } from './reason-of'

const words = {
  OPEN: { done: 'Conversation reopened', failed: 'The conversation could not be reopened.' },
  CLOSED: { done: 'Conversation closed', failed: 'The conversation could not be closed.' },
} as const

/** Closing, reopening and renaming, with a way back where there is one and an explanation when it did not work. */
export function useConversationChanges(
  inbox: InboxStore,
  sessions: SessionCache,
  toasts: UndoToasts,
): Pick<Desk, 'changeStatus' | 'renameVisitor'> {
  return useMemo(() => {
    async function change(
      conversationId: string,
      status: ConversationStatus,
      { isUndo }: { isUndo: boolean },
    ) {
      const withdraw = isUndo
        ? () => {}
        : toasts.offer(words[status].done, () => {
            void change(conversationId, status === 'OPEN' ? 'CLOSED' : 'OPEN', { isUndo: true })
          })
      try {
        await inbox.setStatus(conversationId, status)
        await sessions.peek(conversationId)?.catchUp()
      } catch (error) {
        withdraw()
        toasts.tell(`${words[status].failed} ${reasonOf(error)}`)
      }
    }
    return {
      changeStatus: (conversationId, status) => void change(conversationId, status, { isUndo: false }),
      async renameVisitor(conversationId, name) {
        try {
          await inbox.setVisitorName(conversationId, name)
          await sessions.peek(conversationId)?.catchUp()
        } catch (error) {
          toasts.tell(`The name could not be changed. ${reasonOf(error)}`)
        }
      },
    }
  }, [inbox, sessions, toasts])
}
