import type { EventEntry, LogEntry, LogEvent, Message } from '@/contract/log/message'
import type { PlacedRow } from '@/server/database/entry-row'
import { presentSide } from '@/server/database/side'
import type { EventType } from './entries'

type Row = PlacedRow<Date | string>

/** Turns an entry's row into the form that leaves the server, numbered by the row's `place`. There is no other way out. */
export function presentEntry(row: Row): LogEntry {
  return row.kind === 'EVENT' ? presentEvent(row) : presentMessage(row)
}

/** As {@link presentEntry}, for the row of a message or a note. */
export function presentMessage(row: Row): Message {
  if (row.sender_id === null || row.sender_side === null || row.client_message_id === null) {
    throw new Error(`entry ${row.id} is no message`)
  }
  // Spelled out here and in `presentEvent`: spreading the common fields takes several times as long, and this runs for each
  // message of each answer.
  return {
    id: row.id,
    conversationId: row.conversation_id,
    sequence: Number(row.place),
    createdAt: presentTime(row.created_at),
    kind: row.kind === 'NOTE' ? 'note' : 'message',
    clientMessageId: row.client_message_id,
    senderId: row.sender_id,
    senderSide: presentSide(row.sender_side),
    senderName: row.sender_name,
    senderPicture: row.sender_picture ?? null,
    content: row.content,
    read: row.read,
    version: row.version,
    editedAt: row.edited_at && presentTime(row.edited_at),
    deletedAt: row.deleted_at && presentTime(row.deleted_at),
  }
}

function presentEvent(row: Row): EventEntry {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    sequence: Number(row.place),
    createdAt: presentTime(row.created_at),
    kind: 'event',
    senderId: row.sender_id,
    senderSide: row.sender_side && presentSide(row.sender_side),
    senderName: row.sender_name,
    event: presentHappening(row),
  }
}

function presentHappening({ id, event, target }: Row): LogEvent {
  if (event === null) throw new Error(`entry ${id} says nothing`)
  const type = event.type as EventType
  if (type !== 'message_edited' && type !== 'message_deleted') return { type }
  return { type, messageId: event.messageId ?? '', message: target ? presentMessage(target) : null }
}

/**
 * A time as the API writes it. In JSON PostgreSQL writes one as `2026-11-28T20:41:05.12+00:00`: in UTC, without zeros at
 * the end.
 */
export function presentTime(time: Date | string): string {
  if (typeof time !== 'string') return time.toISOString()
  if (!time.endsWith('+00:00')) return new Date(time).toISOString()
  return `${time.slice(0, 19)}.${time.slice(20, -6).padEnd(3, '0')}Z`
}
