import { conversationChannel, liveChannel, staffConversationChannel } from '@/contract/channels'
import type { SupportEvent } from '@/contract/events'
import type { Transaction } from '@/server/database/db'

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

/**
 * Takes back every event of these conversations, and every other one that carries one of `ids`, whether it waits or was
 * given up: what they tell is to be forgotten. One that the relay holds in its hands at this moment is still sent.
 */
export async function withdrawEvents(
  tx: Transaction,
  conversationIds: readonly string[],
  ids: readonly string[] = [],
): Promise<void> {
  const channels = conversationIds.flatMap((id) => [
    conversationChannel(id),
    liveChannel(id),
    staffConversationChannel(id),
  ])
  await tx.$executeRaw`
    DELETE FROM outbox_event
    WHERE channel = ANY(${channels}) OR coalesce_key = ANY(${conversationIds}::text[]) OR EXISTS (
      SELECT FROM unnest(${ids}::text[]) AS mark WHERE position(mark IN payload::text) > 0
    )`
}
