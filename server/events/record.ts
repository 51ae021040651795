import type { Transaction } from '@/server/database/db'
import type { DomainEvent } from './catalogue'
import { channelsOf } from './channels'

/** Stores events in order, each with its channels. */
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

/** Replaces one visitor's id with another in the pending events of these conversations. */
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
 * Deletes all events of these conversations, and any others that contain one of `ids`, whether pending or abandoned, because their
 * content must be erased. Events already being published still go out.
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
