import { createHash } from 'node:crypto'
import type { SessionEvent, SupportEvent } from '@/contract/events'
import type { Announcement } from '@/server/realtime/publisher'
import type { PendingEvent } from './store'

/** What one channel is told in one go, and the rows that are done when it has been told. */
export type ChannelBatch = { announcement: Announcement; events: PendingEvent[] }

/** Services limit what one publish may hold to 64 KiB; this leaves room for names and ids. */
const MAX_BATCH_BYTES = 48_000

/** The event after which a channel is dead. */
const LAST_EVENT: SupportEvent['name'] = 'conversation.erased'

/** The event after which no visitor may listen to the channel. */
const BLOCKING_EVENT: SupportEvent['name'] = 'visitor.blocked'

/** The event after which a session's tokens are worth nothing. */
const SESSION_ENDED: SessionEvent['name'] = 'session.ended'

/** Channels one request may name. */
const MAX_CHANNELS = 100

/**
 * Groups events by channel, oldest first, as many as fit into one publish each. What does not fit waits for the next
 * round, so no event overtakes an earlier one of its channel. A channel in `singly` is told one event only: together
 * with others it was refused, and only one of them may be to blame.
 */
export function batchByChannel(
  events: readonly PendingEvent[],
  { singly }: { singly: ReadonlySet<string> },
): ChannelBatch[] {
  const queues = new Map<string, PendingEvent[]>()
  for (const event of events) {
    const queue = queues.get(event.channel)
    if (queue) queue.push(event)
    else queues.set(event.channel, [event])
  }

  return [...queues].slice(0, MAX_CHANNELS).map(([channel, queue]) => {
    const taken = singly.has(channel) ? queue.slice(0, 1) : takeWhileFitting(queue)
    const messages = newestOfEachKey(taken).map(({ name, payload }) => ({ name, data: payload }))
    const isLast = taken.some(({ name }) => name === LAST_EVENT)
    const endsTokens = taken.some(({ name }) => name === BLOCKING_EVENT)
    const endsSession = endedSession(taken)
    return {
      announcement: { channel, id: idOf(taken), messages, endsTokens, endsSession, isLast },
      events: taken,
    }
  })
}

function endedSession(events: readonly PendingEvent[]): string | undefined {
  const ended = events.find(({ name }) => name === SESSION_ENDED)
  return ended && (ended.payload as SessionEvent['data']).sessionId
}

function takeWhileFitting(queue: readonly PendingEvent[]): PendingEvent[] {
  let bytes = 0
  const fits = queue.findIndex((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event.payload)) + event.name.length
    return index > 0 && bytes > MAX_BATCH_BYTES
  })
  return fits === -1 ? [...queue] : queue.slice(0, fits)
}

function newestOfEachKey(events: readonly PendingEvent[]): PendingEvent[] {
  const newest = new Map(events.map((event) => [event.coalesce_key, event.id]))
  return events.filter((event) => event.coalesce_key === null || newest.get(event.coalesce_key) === event.id)
}

/** The same for the same events, so the repeat of a publish whose answer was lost is recognised. */
function idOf(events: readonly PendingEvent[]): string {
  const hash = createHash('sha256').update(events.map((event) => event.event_id).join())
  return hash.digest('base64url').slice(0, 24)
}
