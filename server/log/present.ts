import type { Message, Side } from '@/contract/message'
import type { Side as DatabaseSide } from '../../generated/prisma/client'
import type { MessageRow } from './row'

/** The only road from a message's row to the outside world. */
export function presentMessage(row: MessageRow<Date | string>): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    sequence: Number(row.sequence),
    clientMessageId: row.client_message_id,
    senderId: row.sender_id,
    senderSide: presentSide(row.sender_side),
    senderName: row.sender_name,
    content: row.content,
    read: row.read,
    createdAt: presentTime(row.created_at),
  }
}

function presentSide(side: DatabaseSide): Side {
  return side === 'VISITOR' ? 'visitor' : 'agent'
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
