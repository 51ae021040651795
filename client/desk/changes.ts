import { ApiError } from '@/client/api/api-error'
import type { SessionCache } from '@/client/conversation/session-cache'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import type { Conversation, ConversationStatus } from '@/contract/log/conversation'
import { needsAnswer } from './inbox/inbox-filter'
import type { InboxStore } from './inbox/inbox-store'
import { reasonOf } from './reason-of'
import type { Toasts } from './toasts'

const { t } = inboxWords

type Change = {
  /** Sends the request and shows the change immediately. */
  make: () => Promise<void>
  /** Confirmations: with an offer to undo, and without. */
  done: { offered: string; told: string }
  failed: (reason: string) => string
  /** Called if the visitor wrote something the agent has not seen. */
  overtaken?: (visitorName: string) => void
}

/** Changes to a conversation, with undo where possible, and a toast if they fail. */
export type Changes = {
  /** Closes or reopens. Fails if the visitor wrote something that is not in view yet. */
  changeStatus: (conversationId: string, status: ConversationStatus) => void
  /** Marks that the conversation needs no answer. Fails like `changeStatus`. */
  settle: (conversationId: string) => void
  /** Stores the visitor's name. */
  renameVisitor: (conversationId: string, name: string) => Promise<void>
  /** Reports what happened to a conversation that a reply should close. */
  reportClosing: (conversation: Conversation) => void
}

export function createChanges(inbox: InboxStore, sessions: SessionCache, toasts: Toasts): Changes {
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
  function reopen(id: string, waitingSince: string | null): Change {
    return {
      make: () => inbox.setStatus(id, 'OPEN', { waitingSince }),
      done: { offered: t('isReopened'), told: t('isReopenedTold') },
      failed: (reason) => t('reopenFailed', { reason }),
    }
  }
  function settle(id: string): Change {
    return {
      make: () => inbox.setWaitingSince(id, null, seenOf(id)),
      done: { offered: t('noAnswerNeeded'), told: t('isSettledTold') },
      failed: (reason) => t('settleFailed', { reason }),
      overtaken: (name) => toasts.tell(t('stillWaits', { name }), { subject: id }),
    }
  }
  function unsettle(id: string, waitingSince: string): Change {
    return {
      make: () => inbox.setWaitingSince(id, waitingSince),
      done: { offered: t('isUnsettled'), told: t('isUnsettledTold') },
      failed: (reason) => t('unsettleFailed', { reason }),
    }
  }

  /** The log counts as seen or, if it is not loaded, the list's preview. */
  function seenOf(id: string): { seenSequence?: number } {
    const seenSequence = sessions.peek(id)?.seenSequence() || inbox.find(id)?.lastSequence
    return seenSequence === undefined ? {} : { seenSequence }
  }
  /** Since when the visitor waits for an answer; `null` if they do not. */
  function waitOf(id: string): string | null {
    const conversation = inbox.find(id)
    return conversation && needsAnswer(conversation) ? conversation.waitingSince : null
  }
  function changeStatus(id: string, status: ConversationStatus) {
    const waitingSince = waitOf(id)
    if (status === 'CLOSED') void perform(id, close(id), () => void perform(id, reopen(id, waitingSince)))
    else void perform(id, reopen(id, null), () => void perform(id, close(id)))
  }
  function offerClosing(id: string, text: string) {
    const action = { label: t('closeAnyway'), run: () => changeStatus(id, 'CLOSED') }
    toasts.tell(text, { subject: id, action })
  }

  return {
    changeStatus,
    settle(id) {
      const waitingSince = waitOf(id)
      if (waitingSince === null) return
      void perform(id, settle(id), () => void perform(id, unsettle(id, waitingSince)))
    },
    reportClosing(conversation) {
      const { id, status } = conversation
      inbox.take(conversation)
      if (status === 'CLOSED') {
        toasts.offer(t('isClosed'), () => void perform(id, reopen(id, null)), id)
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
}

function nameOf(conversation: Pick<Conversation, 'visitor'> | null): string {
  return conversation ? displayName(conversation.visitor) : t('theVisitorBegins')
}
