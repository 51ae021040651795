import * as z from 'zod/mini'
import { sequence, time } from '../fields'
import { availability } from '../people/availability'
import { trackedEvent } from '../sites/tracked-event'
import { visitedPage } from '../sites/visited-page'
import { conversationStatus } from './conversation'
import { AVAILABILITY_CHANGED } from './event-names'
import { inboxRow, inboxVisitor } from './inbox'
import { logEntry, side } from './message'
import { siteTotals } from './totals'

/*
 * Facts that the server publishes. Clients may apply them repeatedly and in any order: entries are ordered by `sequence`, read
 * positions only grow, the higher `revision` wins, and erasure is final. Sequences are those of the log of the channel's side.
 */

/** The next entry of the log. */
const entryAppended = z.object({
  name: z.literal('entry.appended'),
  data: z.object({ conversationId: z.string(), entry: logEntry }),
})

const conversationRead = z.object({
  name: z.literal('conversation.read'),
  data: z.object({ conversationId: z.string(), side, sequence }),
})

const conversationUpdated = z.object({
  name: z.literal('conversation.updated'),
  data: z.object({
    conversationId: z.string(),
    revision: z.int(),
    status: conversationStatus,
    visitor: z.object({
      id: z.string(),
      revision: z.int(),
      name: z.nullable(z.string()),
      email: z.nullable(z.string()),
      emailToldBy: z.nullable(side),
      isVerified: z.boolean(),
    }),
  }),
})

/** The visitor was blocked or unblocked: fetch the current state. */
const visitorBlocked = z.object({
  name: z.literal('visitor.blocked'),
  data: z.object({ conversationId: z.string() }),
})
const visitorUnblocked = z.object({
  name: z.literal('visitor.unblocked'),
  data: z.object({ conversationId: z.string() }),
})

/** The visitor is now on this page. Sent only to the team. */
const pageVisited = z.object({
  name: z.literal('page.visited'),
  data: z.object({ conversationId: z.string(), page: visitedPage }),
})

/** Events tracked on the visitor's page, newest first. Sent only to the team. */
const eventsTracked = z.object({
  name: z.literal('events.tracked'),
  data: z.object({ conversationId: z.string(), events: z.array(trackedEvent) }),
})

/** The conversation was permanently deleted. Nothing follows on this channel. */
const conversationErased = z.object({
  name: z.literal('conversation.erased'),
  data: z.object({ conversationId: z.string() }),
})

/** Events on a conversation's channels, on either side. */
export const conversationEvent = z.discriminatedUnion('name', [
  entryAppended,
  conversationRead,
  conversationUpdated,
  visitorBlocked,
  visitorUnblocked,
  pageVisited,
  eventsTracked,
  conversationErased,
])
export type ConversationEvent = z.infer<typeof conversationEvent>

/**
 * Current rows of a site's changed conversations, with their visitors and any other visitors that changed, so that inboxes need
 * not fetch them. Sent at most a few times a second.
 */
const inboxChanged = z.object({
  name: z.literal('inbox.changed'),
  data: z.object({
    /** The time of this state. */
    at: time,
    siteId: z.string(),
    rows: z.array(inboxRow),
    visitors: z.array(inboxVisitor),
    totals: siteTotals,
  }),
})
export type InboxChanged = z.infer<typeof inboxChanged>['data']

/** These conversations were permanently deleted: drop everything cached for them. */
const conversationsErased = z.object({
  name: z.literal('conversations.erased'),
  data: z.object({ conversationIds: z.array(z.string()) }),
})

/** Events on an inbox channel. */
export const inboxEvent = z.discriminatedUnion('name', [inboxChanged, conversationsErased])
export type InboxEvent = z.infer<typeof inboxEvent>

/** The event on a status channel. */
export const availabilityChanged = z.object({ name: z.literal(AVAILABILITY_CHANGED), data: availability })

/** An agent's session has ended. A database trigger records it, whatever deleted the session: see `prisma/migrations`. */
const sessionEnded = z.object({ name: z.literal('session.ended'), data: z.object({ sessionId: z.string() }) })
export type SessionEvent = z.infer<typeof sessionEnded>

/** Sessions of a site's visitors have ended. Only the realtime service is notified. */
const visitorSessionsEnded = z.object({
  name: z.literal('visitor_sessions.ended'),
  data: z.object({ sessionIds: z.array(z.string()) }),
})
export type VisitorSessionsEvent = z.infer<typeof visitorSessionsEnded>
