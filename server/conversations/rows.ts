import type { Counter, PlacedRow } from '@/server/database/entry-row'
import type { ConversationStatus, Side } from '../../generated/prisma/client'

/** A conversation's newest message as columns of the conversation's row. All `null` if there is none. */
type NewestRow = Omit<PlacedRow, 'target'>
type NewestMessage = { [Column in keyof NewestRow as `newest_${Column}`]: NewestRow[Column] | null }

/** A conversation with its visitor, its newest message and the viewer's unread count, as returned by hand-written SQL. */
export type ConversationRow = NewestMessage & {
  id: string
  user_id: string
  site_id: string
  status: ConversationStatus
  /** The number of the newest entry in the viewer's log, and how far each side has read there. */
  last_place: Counter
  visitor_read_place: Counter
  agent_read_place: Counter
  revision: Counter
  last_activity_at: Date
  waiting_since: Date | null
  created_at: Date
  updated_at: Date
  page_url: string | null
  referrer: string | null
  language: string | null
  time_zone: string | null
  browser: string | null
  visitor_revision: Counter
  visitor_name: string | null
  visitor_email: string | null
  visitor_is_verified: boolean
  visitor_email_told_by: Side | null
  visitor_blocked_at: Date | null
  /** The agent who blocked the visitor. */
  blocker_name: string | null
  unread_count: Counter
}

/** Extracts the newest message from a conversation's row. */
export function newestMessage(row: ConversationRow): NewestRow | null {
  if (row.newest_id === null) return null
  return {
    id: row.newest_id,
    conversation_id: row.newest_conversation_id,
    kind: row.newest_kind,
    place: row.newest_place,
    position: row.newest_position,
    sequence: row.newest_sequence,
    sender_id: row.newest_sender_id,
    sender_side: row.newest_sender_side,
    sender_name: row.newest_sender_name,
    sender_picture: row.newest_sender_picture,
    client_message_id: row.newest_client_message_id,
    content: row.newest_content,
    event: row.newest_event,
    read: row.newest_read,
    version: row.newest_version,
    created_at: row.newest_created_at,
    edited_at: row.newest_edited_at,
    deleted_at: row.newest_deleted_at,
  } as NewestRow
}
