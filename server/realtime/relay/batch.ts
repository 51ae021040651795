import { createHash } from 'node:crypto'
import { audienceOf } from '@/contract/log/channels'
import type { DomainEvent } from '@/server/events/catalogue'
import { project, type WireMessage } from '@/server/realtime/project'
import type { Announcement } from '@/server/realtime/publisher'
import { eventOf, type PendingEvent } from './store'

/** One publish to one channel, and the events that it delivers. */
export type ChannelBatch = { announcement: Announcement; events: PendingEvent[] }

/** Services limit what one publish may hold to 64 KiB; this leaves room for names and ids. */
export const MAX_BATCH_BYTES = 48_000

/** An event with its messages for this channel. */
type Told = { event: PendingEvent; messages: WireMessage[] }

/**
 * Groups events by the channels that have to hear of them, oldest first, as many as fit into one publish each. What does not fit
 * waits for the next round, so no event overtakes an earlier one of its channel. A channel in `singly` is told one event
 * only: together with others it was refused, and only one of them may be to blame.
 *
 * @param channelsOf which channels of an event are due
 */
export function batchByChannel(
  events: readonly PendingEvent[],
  channelsOf: (event: PendingEvent) => readonly string[],
  { singly }: { singly: ReadonlySet<string> },
): ChannelBatch[] {
  return [...queuesByChannel(events, channelsOf)].map(([channel, queue]) =>
    batchOf(channel, singly.has(channel) ? queue.slice(0, 1) : queue),
  )
}

/** The events by each of their channels, in their order. */
export function queuesByChannel(
  events: readonly PendingEvent[],
  channelsOf: (event: PendingEvent) => readonly string[],
): Map<string, PendingEvent[]> {
  const queues = new Map<string, PendingEvent[]>()
  for (const event of events) {
    for (const channel of channelsOf(event)) {
      const queue = queues.get(channel)
      if (queue) queue.push(event)
      else queues.set(channel, [event])
    }
  }
  return queues
}

function batchOf(channel: string, queue: readonly PendingEvent[]): ChannelBatch {
  const told = takeWhileFitting(queue.map((event) => ({ event, messages: project(eventOf(event), channel) })))
  const events = told.map(({ event }) => event)
  const isForVisitor = audienceOf(channel) === 'visitor'
  return {
    announcement: {
      channel,
      id: announcementId(channel, events),
      messages: told.flatMap(({ messages }) => messages),
      // No visitor may listen any more.
      endsTokens: isForVisitor && events.some(({ type }) => type === 'visitor.blocked'),
      endsSessions: events.map(eventOf).flatMap(endedSessions),
      isLast: events.some(({ type }) => type === 'conversation.erased'),
    },
    events,
  }
}

function endedSessions(event: DomainEvent): readonly string[] {
  if (event.type === 'session.ended') return [event.sessionId]
  return event.type === 'visitor_sessions.ended' ? event.sessionIds : []
}

function takeWhileFitting(queue: readonly Told[]): readonly Told[] {
  let bytes = 0
  const overflow = queue.findIndex(({ messages }, index) => {
    bytes += Buffer.byteLength(JSON.stringify(messages))
    return index > 0 && bytes > MAX_BATCH_BYTES
  })
  return overflow === -1 ? queue : queue.slice(0, overflow)
}

/** The same for the same events, so the repeat of a publish whose answer was lost is recognised. */
export function announcementId(channel: string, events: readonly PendingEvent[]): string {
  const hash = createHash('sha256').update([channel, ...events.map((event) => event.event_id)].join())
  return hash.digest('base64url').slice(0, 24)
}
