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
 * Facts that the server publishes. Each can be applied twice and in any order: entries by `sequence`, read positions
 * only grow, of two updates the one with the higher `revision` holds, and what was erased stays so. Numbers are those of
 * the log of the channel's side.
 */

/** Something was written or happened: the next entry of the log. */
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

/** Its visitor may not write any more, or may again: ask what holds now. */
const visitorBlocked = z.object({
  name: z.literal('visitor.blocked'),
  data: z.object({ conversationId: z.string() }),
})
const visitorUnblocked = z.object({
  name: z.literal('visitor.unblocked'),
  data: z.object({ conversationId: z.string() }),
})

/** The visitor is on this page now. Told to the team alone. */
const pageVisited = z.object({
  name: z.literal('page.visited'),
  data: z.object({ conversationId: z.string(), page: visitedPage }),
})

/** The visitor's page told what happened there, newest first. Told to the team alone. */
const eventsTracked = z.object({
  name: z.literal('events.tracked'),
  data: z.object({ conversationId: z.string(), events: z.array(trackedEvent) }),
})

/** All of it was deleted, for good. Nothing follows on this channel. */
const conversationErased = z.object({
  name: z.literal('conversation.erased'),
  data: z.object({ conversationId: z.string() }),
})

/** What a conversation's channel carries, on either side. */
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
 * The present rows of a site's changed conversations, with the visitors that they name and visitors that changed, so that no inbox
 * sends a request for a change. Sent a few times a second at most.
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

/** These conversations were deleted, for good: drop everything that is held of them. */
const conversationsErased = z.object({
  name: z.literal('conversations.erased'),
  data: z.object({ conversationIds: z.array(z.string()) }),
})

/** What the inbox's channel carries. */
export const inboxEvent = z.discriminatedUnion('name', [inboxChanged, conversationsErased])
export type InboxEvent = z.infer<typeof inboxEvent>

/** What the status channel carries. */
export const availabilityChanged = z.object({ name: z.literal(AVAILABILITY_CHANGED), data: availability })

/** An agent's session is over. The database records it, whatever deleted the session: see `prisma/migrations`. */
const sessionEnded = z.object({ name: z.literal('session.ended'), data: z.object({ sessionId: z.string() }) })
export type SessionEvent = z.infer<typeof sessionEnded>

/** Sessions of a site's visitors are over. Tells the realtime service alone. */
const visitorSessionsEnded = z.object({
  name: z.literal('visitor_sessions.ended'),
  data: z.object({ sessionIds: z.array(z.string()) }),
})
export type VisitorSessionsEvent = z.infer<typeof visitorSessionsEnded>
