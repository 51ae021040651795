import type { ConversationStatus, Side } from '../../generated/prisma/client'

/** A message with its sender's name, as hand-written SQL answers it. Numbers may also arrive as text or JSON. */
export type MessageRow = {
  id: string
  conversation_id: string
  sequence: bigint
  sender_id: string
  sender_side: Side
  sender_name: string | null
  client_message_id: string
  content: string
  read: boolean
  created_at: Date
}

/** A conversation with its visitor, its newest message and the viewer's unread count, as hand-written SQL answers it. */
export type ConversationRow = {
  id: string
  user_id: string
  status: ConversationStatus
  last_sequence: bigint
  visitor_read_sequence: bigint
  agent_read_sequence: bigint
  revision: bigint
  last_activity_at: Date
  created_at: Date
  updated_at: Date
  page_url: string | null
  referrer: string | null
  language: string | null
  time_zone: string | null
  browser: string | null
  visitor_name: string | null
  visitor_email: string | null
  visitor_blocked_at: Date | null
  /** Who blocked it. */
  blocker_name: string | null
  unread_count: bigint
  last_message: MessageRow | null
}
