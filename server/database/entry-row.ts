import type { MessageKind, Side } from '../../generated/prisma/client'

/** A `bigint` of PostgreSQL: Prisma reads it as such, `pg` as text, and JSON holds a number. */
export type Counter = bigint | string | number

/** What an EVENT says happened, as the database holds it. `messageId` names the message that it changed. */
export type StoredEvent = { type: string; messageId?: string }

/** An entry of a log with its sender's name and picture, as hand-written SQL answers it. In JSON its times are text. */
export type EntryRow<Time = Date> = {
  id: string
  conversation_id: string
  kind: MessageKind
  position: Counter
  /** `null` for what the visitor must not see. */
  sequence: Counter | null
  /** `null`: the system. */
  sender_id: string | null
  sender_side: Side | null
  sender_name: string | null
  /** The id of their picture. Events of an earlier version have none. */
  sender_picture?: string | null
  client_message_id: string | null
  content: string
  event: StoredEvent | null
  read: boolean
  version: number
  created_at: Time
  edited_at: Time | null
  deleted_at: Time | null
}

/** An entry as one side's log holds it, with the message that it changed as that is now. */
export type PlacedRow<Time = Date> = EntryRow<Time> & {
  /** Its number in that log. */
  place: Counter
  target?: (EntryRow<string> & { place: Counter }) | null
}
