import { useMemo } from 'react'
import { ApiError } from '@/client/api/api-error'
import type { SessionCache } from '@/client/conversation/session-cache'
import { needsAnswer } from '@/client/desk/inbox'
import type { InboxStore } from '@/client/desk/inbox-store'
import { displayName } from '@/client/text/alias'
import type { UndoToasts } from '@/components/agent/undo-toasts'
import type { Conversation } from '@/contract/conversation'
import type { Desk } from './desk-context'
import { reasonOf } from './reason-of'

type Change = {
  /** Asks the server, and shows it at once. */
  make: () => Promise<void>
  done: string
  failed: string
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
      const withdraw = undo ? toasts.offer(done, undo, id) : () => {}
      try {
        await make()
        await sessions.peek(id)?.catchUp()
        if (!undo) toasts.tell(`${done}.`, { subject: id })
      } catch (error) {
        withdraw()
        if (overtaken && error instanceof ApiError && error.code === 'newer_messages') {
          await Promise.all([sessions.peek(id)?.catchUp(), inbox.refresh()])
          overtaken(nameOf(inbox.find(id)))
        } else toasts.tell(`${failed} ${reasonOf(error)}`, { subject: id })
      }
    }

    function close(id: string): Change {
      return {
        make: () => inbox.setStatus(id, 'CLOSED', seenOf(id)),
        done: 'Conversation closed',
        failed: 'The conversation could not be closed.',
        overtaken: (name) => offerClosing(id, `${name} wrote meanwhile. The conversation stays open.`),
      }
    }
    function reopen(id: string, { waits }: { waits: boolean }): Change {
      return {
        make: () => inbox.setStatus(id, 'OPEN', waits ? { needsAnswer: true } : {}),
        done: 'Conversation reopened',
        failed: 'The conversation could not be reopened.',
      }
    }
    function settle(id: string): Change {
      return {
        make: () => inbox.setNeedsAnswer(id, false, seenOf(id)),
        done: 'No answer needed',
        failed: 'This could not be saved.',
        overtaken: (name) =>
          toasts.tell(`${name} wrote meanwhile, and still waits for an answer.`, { subject: id }),
      }
    }
    function unsettle(id: string): Change {
      return {
        make: () => inbox.setNeedsAnswer(id, true),
        done: 'Needs an answer again',
        failed: 'This could not be undone.',
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
      const action = { label: 'Close anyway', run: () => changeStatus(id, 'CLOSED') }
      toasts.tell(text, { subject: id, action })
    }

    return {
      changeStatus,
      settle: (id) => void perform(id, settle(id), () => void perform(id, unsettle(id))),
      tellClosing(conversation) {
        const { id, status } = conversation
        inbox.take(conversation)
        if (status === 'CLOSED') {
          toasts.offer('Conversation closed', () => void perform(id, reopen(id, { waits: false })), id)
        } else {
          offerClosing(id, `Sent. ${nameOf(conversation)} wrote meanwhile, so the conversation stays open.`)
        }
      },
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

function nameOf(conversation: Pick<Conversation, 'visitor'> | null): string {
  return conversation ? displayName(conversation.visitor) : 'The visitor'
}
