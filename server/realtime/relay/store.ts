import type { Outcome } from '@/server/realtime/publisher'

/** An event that waits to be sent. */
export type PendingEvent = {
  id: string
  event_id: string
  channel: string
  name: string
  payload: unknown
  coalesce_key: string | null
  attempts: number
}

/** Runs a statement: the relay's own connection, which also holds its lease. */
export type Query = <Row extends object>(text: string, values: unknown[]) => Promise<Row[]>

const PAGE_SIZE = 500

/** The oldest waiting events, leaving out the channels that wait for another try. */
export function findPending(query: Query, exceptChannels: readonly string[]): Promise<PendingEvent[]> {
  return query<PendingEvent>(
    `SELECT id, event_id, channel, name, payload, coalesce_key, attempts FROM outbox_event
     WHERE dead_at IS NULL AND channel <> ALL($1::text[]) ORDER BY id LIMIT ${PAGE_SIZE}`,
    [exceptChannels],
  )
}

/** Forgets events that were sent, or that newer ones made needless. */
export async function deleteEvents(query: Query, ids: readonly string[]): Promise<void> {
  await query('DELETE FROM outbox_event WHERE id = ANY($1::bigint[])', [ids])
}

/** Notes a try that did not succeed. `isDead` takes the event out of the queue; the row stays for the operator. */
export async function noteFailure(
  query: Query,
  id: string,
  { reason, isDead }: { reason: Extract<Outcome, { reason: string }>['reason']; isDead: boolean },
): Promise<void> {
  await query(
    `UPDATE outbox_event SET attempts = attempts + 1, last_error = left($2, 500),
       dead_at = CASE WHEN $3 THEN now() END WHERE id = $1`,
    [id, reason, isDead],
  )
}
