import type { DomainEvent } from '@/server/events/catalogue'
import type { Outcome } from '@/server/realtime/publisher'

/** An event that some channels have yet to receive. */
export type PendingEvent = {
  id: string
  event_id: string
  type: DomainEvent['type']
  payload: object
  channels: string[]
  attempts: number
}

/** Runs a statement on the relay's own connection, which also holds its lease. */
export type Query = <Row extends object>(text: string, values: unknown[]) => Promise<Row[]>

/** Events per round. */
export const PAGE_SIZE = 500

/** The domain event in a row. */
export function eventOf({ type, payload }: PendingEvent): DomainEvent {
  return { type, ...payload } as DomainEvent
}

/**
 * The oldest pending events, except those in `exceptIds` and those whose channels are all waiting for a retry.
 */
export function findPending(
  query: Query,
  { stalled, exceptIds }: { stalled: readonly string[]; exceptIds: readonly string[] },
): Promise<PendingEvent[]> {
  return query<PendingEvent>(
    `SELECT id, event_id, type, payload, channels, attempts FROM outbox_event
     WHERE dead_at IS NULL AND NOT channels <@ $1::text[] AND id <> ALL($2::bigint[]) ORDER BY id LIMIT ${PAGE_SIZE}`,
    [stalled, exceptIds],
  )
}

/** Deletes events that all their channels have received. */
export async function deleteEvents(query: Query, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await query('DELETE FROM outbox_event WHERE id = ANY($1::bigint[])', [ids])
}

/** Narrows an event to its remaining channels. */
export async function keepChannels(query: Query, id: string, channels: readonly string[]): Promise<void> {
  await query('UPDATE outbox_event SET channels = $2::text[] WHERE id = $1', [id, channels])
}

type Failure = { channel: string; reason: Extract<Outcome, { reason: string }>['reason'] }

/** Records a failed attempt. */
export async function noteFailure(query: Query, id: string, { reason }: Failure): Promise<void> {
  await query('UPDATE outbox_event SET attempts = attempts + 1, last_error = left($2, 500) WHERE id = $1', [
    id,
    reason,
  ])
}

/**
 * Gives up publishing an event to one channel. Its other channels continue; a dead copy with this channel is kept for the operator.
 */
export async function bury(query: Query, id: string, { channel, reason }: Failure): Promise<void> {
  await query(
    `WITH buried AS (
       INSERT INTO outbox_event (event_id, type, conversation_id, payload, channels, attempts, last_error, dead_at, created_at)
       SELECT event_id, type, conversation_id, payload, ARRAY[$2::text], attempts + 1, left($3, 500), now(), created_at
       FROM outbox_event WHERE id = $1
     ), left_over AS (
       UPDATE outbox_event SET channels = array_remove(channels, $2), attempts = 0 WHERE id = $1 AND channels <> ARRAY[$2::text]
     )
     DELETE FROM outbox_event WHERE id = $1 AND channels = ARRAY[$2::text]`,
    [id, channel, reason],
  )
}
