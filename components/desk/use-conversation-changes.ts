import { useMemo } from 'react'
import { ApiError } from '@/client/api/api-error'
import type { SessionCache } from '@/client/conversation/session-cache'
import { needsAnswer } from '@/client/desk/inbox/inbox'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import type { Conversation } from '@/contract/log/conversation'
import type { Desk } from './desk-context'
import { reasonOf } from './reason-of'
import type { UndoToasts } from './undo-toasts'

const { t } = inboxWords

type Change = {
  /** Asks the server, and shows it at once. */
  make: () => Promise<void>
  /** Names what was done: as an offer to undo it, and as a sentence of its own. */
  done: { offered: string; told: string }
  failed: (reason: string) => string
  /** What to say when the visitor wrote something that the agent had not seen. */
  overtaken?: (visitorName: string) => void
}

type Changes = Pick<Desk, 'changeStatus' | 'settle' | 'renameVisitor'> & {
  /** Tells what became of a conversation that a reply was to close. */
  tellClosing: (conversation: Conversation) => void
}

/** What agents decide about a conversation, with a way back where there is one and an explanation when it did not work. */
export function useConversationChanges(
  inbox: InboxStore,
  sessions: SessionCache,
  toasts: UndoToasts,
): Changes {
  return useMemo(() => {
    async function perform(id: string, { make, done, failed, overtaken }: Change, undo?: () => void) {
      const withdraw = undo ? toasts.offer(done.offered, undo, id) : () => {}
      try {
        await make()
        await sessions.peek(id)?.catchUp()
        if (!undo) toasts.tell(done.told, { subject: id })
      } catch (error) {
        withdraw()
        if (overtaken && error instanceof ApiError && error.code === 'newer_messages') {
          await Promise.all([sessions.peek(id)?.catchUp(), inbox.refresh()])
          overtaken(nameOf(inbox.find(id)))
        } else toasts.tell(failed(reasonOf(error)), { subject: id })
      }
    }

    function close(id: string): Change {
      return {
        make: () => inbox.setStatus(id, 'CLOSED', seenOf(id)),
        done: { offered: t('isClosed'), told: t('isClosedTold') },
        failed: (reason) => t('closeFailed', { reason }),
        overtaken: (name) => offerClosing(id, t('staysOpen', { name })),
      }
    }
    function reopen(id: string, { waits }: { waits: boolean }): Change {
      return {
        make: () => inbox.setStatus(id, 'OPEN', waits ? { needsAnswer: true } : {}),
        done: { offered: t('isReopened'), told: t('isReopenedTold') },
        failed: (reason) => t('reopenFailed', { reason }),
      }
    }
    function settle(id: string): Change {
      return {
        make: () => inbox.setNeedsAnswer(id, false, seenOf(id)),
        done: { offered: t('noAnswerNeeded'), told: t('isSettledTold') },
        failed: (reason) => t('settleFailed', { reason }),
        overtaken: (name) => toasts.tell(t('stillWaits', { name }), { subject: id }),
      }
    }
    function unsettle(id: string): Change {
      return {
        make: () => inbox.setNeedsAnswer(id, true),
        done: { offered: t('isUnsettled'), told: t('isUnsettledTold') },
        failed: (reason) => t('unsettleFailed', { reason }),
      }
    }

    /** What is in the log counts as seen; where there is none yet, what the list shows. */
    function seenOf(id: string): { seenSequence?: number } {
      const seenSequence = sessions.peek(id)?.seenSequence() || inbox.find(id)?.lastSequence
      return seenSequence === undefined ? {} : { seenSequence }
    }
    function changeStatus(id: string, status: Conversation['status']) {
      const before = inbox.find(id)
      const waits = before !== null && needsAnswer(before)
      if (status === 'CLOSED') void perform(id, close(id), () => void perform(id, reopen(id, { waits })))
      else void perform(id, reopen(id, { waits: false }), () => void perform(id, close(id)))
    }
    function offerClosing(id: string, text: string) {
      const action = { label: t('closeAnyway'), run: () => changeStatus(id, 'CLOSED') }
      toasts.tell(text, { subject: id, action })
    }

    return {
      changeStatus,
      settle: (id) => void perform(id, settle(id), () => void perform(id, unsettle(id))),
      tellClosing(conversation) {
        const { id, status } = conversation
        inbox.take(conversation)
        if (status === 'CLOSED') {
          toasts.offer(t('isClosed'), () => void perform(id, reopen(id, { waits: false })), id)
        } else {
          offerClosing(id, t('sentStaysOpen', { name: nameOf(conversation) }))
        }
      },
      async renameVisitor(conversationId, name) {
        try {
          await inbox.setVisitorName(conversationId, name)
          await sessions.peek(conversationId)?.catchUp()
        } catch (error) {
          toasts.tell(t('renameFailed', { reason: reasonOf(error) }))
        }
      },
    }
  }, [inbox, sessions, toasts])
}

function nameOf(conversation: Pick<Conversation, 'visitor'> | null): string {
  return conversation ? displayName(conversation.visitor) : t('theVisitorBegins')
}
