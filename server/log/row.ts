import type { Side } from '../../generated/prisma/client'

/** A `bigint` of PostgreSQL: Prisma reads it as such, `pg` as text, and JSON holds a number. */
export type Counter = bigint | string | number

/** A message with its sender's name, as hand-written SQL answers it. In JSON its time is text. */
export type MessageRow<Time = Date> = {
  id: string
  conversation_id: string
  sequence: Counter
  sender_id: string
  sender_side: Side
  sender_name: string | null
  client_message_id: string
  content: string
  read: boolean
  created_at: Time
}
