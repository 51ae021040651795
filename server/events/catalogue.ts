import type { Side } from '@/contract/log/message'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import type { EntryRow } from '@/server/database/entry-row'
import type { ConversationStatus } from '../../generated/prisma/client'

/** Who did it; `null`: the system. */
export type Actor = { side: Side; id: string; name: string | null } | null

/** A conversation's status and visitor at the moment of the event, with the version that each side knows them by. */
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

/** An entry as it was recorded: in JSON, with both of its numbers. */
export type RecordedEntry = EntryRow<string>

/**
 * Everything that the server announces: a fact, its actor and its data. Each event is one row of `outbox_event`, written in the
 * transaction that makes it true.
 */
export type DomainEvent = { actor: Actor } & (
  | ({ siteId: string } & SiteEvent)
  /** Recorded by the database, whatever deleted the session: see `prisma/migrations`. */
  | { type: 'session.ended'; sessionId: string; agentId: string }
)

/** What happens on one site. */
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
  /** An agent set whether it needs an answer. The visitor is not told. */
  | { type: 'conversation.settled'; conversationId: string }
  /** `sequence` is `null` when the visitor's numbering has not moved. */
  | {
      type: 'conversation.read'
      conversationId: string
      side: Side
      position: number
      sequence: number | null
    }
  /** Once for each of the visitor's conversations. */
  | { type: 'visitor.updated'; visitorId: string; conversationId: string; conversation: ConversationFacts }
  /** The site vouched for its visitor: the conversation may have moved to another one. Once for each that changed. */
  | { type: 'visitor.identified'; conversationId: string; conversation: ConversationFacts }
  /** Once for each of the visitor's conversations. `entry` stands in the team's log of those that are at work. */
  | {
      type: 'visitor.blocked' | 'visitor.unblocked'
      conversationId: string
      entry: RecordedEntry | null
    }
  /** The visitor is on another page. The visitor is not told. */
  | { type: 'page.visited'; conversationId: string; page: VisitedPage }
  /** The visitor's page told what happened there, newest first. The visitor is not told. */
  | { type: 'events.tracked'; conversationId: string; events: readonly TrackedEvent[] }
  /** All of it was deleted, for good. Nothing follows on its channels. */
  | { type: 'conversation.erased'; conversationId: string }
  | { type: 'conversations.erased'; conversationIds: readonly string[] }
  /** No client is told; the tokens of these sessions are revoked. */
  | { type: 'visitor_sessions.ended'; sessionIds: readonly string[] }

export type EventType = DomainEvent['type']
