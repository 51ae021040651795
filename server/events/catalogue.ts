import type { Side } from '@/contract/log/message'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import type { EntryRow } from '@/server/database/entry-row'
import type { ConversationStatus } from '../../generated/prisma/client'

/** Who did it; `null`: the system. */
export type Actor = { side: Side; id: string; name: string | null } | null

/** A conversation's status and visitor at the time of the event, with the revisions for each side. */
export type ConversationFacts = {
  revision: number
  visitorRevision: number
  status: ConversationStatus
  visitor: {
    id: string
    revision: number
    name: string | null
    email: string | null
    emailToldBy: Side | null
    isVerified: boolean
  }
}

/** An entry as recorded: in JSON, with both of its numbers. */
export type RecordedEntry = EntryRow<string>

/**
 * Every domain event: what happened, its actor and its data. Each is a row in `outbox_event`, written in the transaction that
 * performs the change.
 */
export type DomainEvent = { actor: Actor } & (
  | ({ siteId: string } & SiteEvent)
  /** Recorded by a database trigger, whatever deleted the session: see `prisma/migrations`. */
  | { type: 'session.ended'; sessionId: string; agentId: string }
)

/** Events of one site. */
type SiteEvent =
  | { type: 'message.created' | 'note.created'; conversationId: string; entry: RecordedEntry }
  | {
      type: 'message.edited' | 'message.deleted' | 'note.edited' | 'note.deleted'
      conversationId: string
      entry: RecordedEntry
      target: RecordedEntry
    }
  | {
      type: 'conversation.closed' | 'conversation.reopened'
      conversationId: string
      entry: RecordedEntry
      conversation: ConversationFacts
    }
  /** An agent set whether it needs an answer. Not sent to the visitor. */
  | { type: 'conversation.settled'; conversationId: string }
  /** `sequence` is `null` if the position did not change in the visitor's numbering. */
  | {
      type: 'conversation.read'
      conversationId: string
      side: Side
      position: number
      sequence: number | null
    }
  /** Once for each of the visitor's conversations. */
  | { type: 'visitor.updated'; visitorId: string; conversationId: string; conversation: ConversationFacts }
  /** The site vouched for its visitor, which may have moved the conversation to them. Once for each conversation that changed. */
  | { type: 'visitor.identified'; conversationId: string; conversation: ConversationFacts }
  /** Once for each of the visitor's conversations. `entry` is set for those that also got a log entry. */
  | {
      type: 'visitor.blocked' | 'visitor.unblocked'
      conversationId: string
      entry: RecordedEntry | null
    }
  /** The visitor moved to another page. Not sent to the visitor. */
  | { type: 'page.visited'; conversationId: string; page: VisitedPage }
  /** Events tracked on the visitor's page, newest first. Not sent to the visitor. */
  | { type: 'events.tracked'; conversationId: string; events: readonly TrackedEvent[] }
  /** The conversation was permanently deleted. Nothing follows on its channels. */
  | { type: 'conversation.erased'; conversationId: string }
  | { type: 'conversations.erased'; conversationIds: readonly string[] }
  /** Not sent to clients; the tokens of these sessions are revoked. */
  | { type: 'visitor_sessions.ended'; sessionIds: readonly string[] }

export type EventType = DomainEvent['type']
