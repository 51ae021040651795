import type { MessageKind, Side } from '../../generated/prisma/client'

/** A PostgreSQL `bigint`: Prisma returns a bigint, `pg` a string, and JSON a number. */
export type Counter = bigint | string | number

/** The content of an EVENT entry, as stored. `messageId` is the message that it changed. */
export type StoredEvent = { type: string; messageId?: string }

/** A log entry with its sender's name and picture, as returned by hand-written SQL. In JSON, times are strings. */
export type EntryRow<Time = Date> = {
  id: string
  conversation_id: string
  kind: MessageKind
  position: Counter
  /** `null` if the visitor must not see the entry. */
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

/** An entry in one side's log, with the current state of the message that it changed. */
export type PlacedRow<Time = Date> = EntryRow<Time> & {
  /** Its number in that log. */
  place: Counter
  target?: (EntryRow<string> & { place: Counter }) | null
}
