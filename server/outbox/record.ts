import type { SupportEvent } from '@/contract/events'
import type { Transaction } from '@/server/db'

/**
 * Notes an event that must reach `channel` once the surrounding transaction commits.
 *
 * Nothing is sent here. If the transaction rolls back, the event never happened; if the process dies after the commit,
 * the relay finds the row and sends it later. Of several waiting events of a channel with the same `coalesceKey`, only
 * the newest is sent.
 */
export async function recordEvent(
  tx: Transaction,
  channel: string,
  event: SupportEvent,
  { coalesceKey = null }: { coalesceKey?: string | null } = {},
): Promise<void> {
  await tx.outboxEvent.create({ data: { channel, name: event.name, payload: event.data, coalesceKey } })
}
