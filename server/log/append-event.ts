import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/server/database/db'
import type { RecordedEntry } from '@/server/events/catalogue'
import type { Viewer } from '@/server/policy/viewer'
import { type EventType, isVisible } from './entries'

/** The type of an event, and the message that it changed, if any. */
export type Happening = { type: EventType; target?: { id: string; sequence: unknown } }

/**
 * Appends an event to a conversation's log, with the next number for each side that sees it. The caller must hold the
 * conversation's lock.
 *
 * @param actor who did it
 * @returns the entry with both of its numbers
 */
export async function appendEvent(
  tx: Transaction,
  actor: Viewer,
  conversationId: string,
  { type, target }: Happening,
): Promise<RecordedEntry> {
  const visible = isVisible(type, target)
  const event = JSON.stringify(target === undefined ? { type } : { type, messageId: target.id })
  const side = actor.side === 'visitor' ? 'VISITOR' : 'AGENT'
  const [row] = await tx.$queryRaw<[{ entry: RecordedEntry }]>`
    WITH taken AS (
      UPDATE conversation SET last_position = last_position + 1, last_sequence = last_sequence + ${visible ? 1 : 0},
        updated_at = now()
      WHERE id = ${conversationId}::uuid
      RETURNING last_position, last_sequence
    ), inserted AS (
      INSERT INTO message (id, conversation_id, kind, position, sequence, sender_id, sender_side, content, event, read, created_at)
      SELECT ${uuidv7()}::uuid, ${conversationId}::uuid, 'EVENT', last_position, CASE WHEN ${visible} THEN last_sequence END,
        ${actor.id}::uuid, ${side}::side, '', ${event}::jsonb, TRUE, now()
      FROM taken
      RETURNING *
    )
    SELECT to_jsonb(inserted) || jsonb_build_object('sender_name', ${actor.name}::text) AS entry FROM inserted`
  return row.entry
}
