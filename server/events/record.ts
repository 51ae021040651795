import type { Transaction } from '@/server/database/db'
import type { DomainEvent } from './catalogue'
import { channelsOf } from './channels'

/** Writes events down in their order, each with the channels that have to hear of it. */
export async function recordEvents(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.outboxEvent.createMany({
    data: events.map((event) => {
      const { type, ...payload } = event
      return {
        type,
        conversationId: 'conversationId' in event ? event.conversationId : null,
        payload: payload as object,
        channels: channelsOf(event),
      }
    }),
  })
}

/** Makes the waiting events of these conversations speak of one visitor in place of another. */
export async function moveEvents(
  tx: Transaction,
  conversationIds: readonly string[],
  fromId: string,
  toId: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox_event SET payload = replace(payload::text, ${fromId}, ${toId})::jsonb
    WHERE conversation_id = ANY(${conversationIds}::uuid[])`
}

/**
 * Takes back every event of these conversations, and every other one that carries one of `ids`, whether it waits or was
 * given up: what they tell is to be forgotten. An event that is being published at this moment still goes out.
 */
export async function withdrawEvents(
  tx: Transaction,
  conversationIds: readonly string[],
  ids: readonly string[] = [],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM outbox_event
    WHERE conversation_id = ANY(${conversationIds}::uuid[]) OR EXISTS (
      SELECT FROM unnest(${ids}::text[]) AS mark WHERE position(mark IN payload::text) > 0
    )`
}
