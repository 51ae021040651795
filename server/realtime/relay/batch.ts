import { createHash } from 'node:crypto'
import { audienceOf } from '@/contract/log/channels'
import type { DomainEvent } from '@/server/events/catalogue'
import { project, type WireMessage } from '@/server/realtime/project'
import type { Announcement } from '@/server/realtime/publisher'
import { eventOf, type PendingEvent } from './store'

/** One publish to one channel, and the events that it delivers. */
export type ChannelBatch = { announcement: Announcement; events: PendingEvent[] }

/** Services limit a publish to 64 KiB; this leaves room for names and ids. */
export const MAX_BATCH_BYTES = 48_000

/** An event with its messages for this channel. */
type Projected = { event: PendingEvent; messages: WireMessage[] }

/**
 * Groups events by channel, oldest first, as many as fit in one publish each. The rest waits for the next round, so no event
 * overtakes an earlier one on its channel. A channel in `singly` gets only one event: a batch was refused, and only one event
 * may be at fault.
 *
 * @param channelsOf the channels that are due for an event
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

/** The events of each channel, in order. */
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
  const batch = takeWhileFitting(
    queue.map((event) => ({ event, messages: project(eventOf(event), channel) })),
  )
  const events = batch.map(({ event }) => event)
  const isForVisitor = audienceOf(channel) === 'visitor'
  return {
    announcement: {
      channel,
      id: announcementId(channel, events),
      messages: batch.flatMap(({ messages }) => messages),
      // The visitor may no longer listen.
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

function takeWhileFitting(queue: readonly Projected[]): readonly Projected[] {
  let bytes = 0
  const overflow = queue.findIndex(({ messages }, index) => {
    bytes += Buffer.byteLength(JSON.stringify(messages))
    return index > 0 && bytes > MAX_BATCH_BYTES
  })
  return overflow === -1 ? queue : queue.slice(0, overflow)
}

/** Deterministic, so that the service recognizes the retry of a publish whose response was lost. */
export function announcementId(channel: string, events: readonly PendingEvent[]): string {
  const hash = createHash('sha256').update([channel, ...events.map((event) => event.event_id)].join())
  return hash.digest('base64url').slice(0, 24)
}
