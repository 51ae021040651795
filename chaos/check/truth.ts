import type { Side } from '@/contract/log/message'
import type { Database } from '../parts/database'
import { groupBy } from './group-by'

/** An entry of the log in the database. */
export type Row = {
  id: string
  conversation_id: string
  kind: 'MESSAGE' | 'NOTE' | 'EVENT'
  position: number
  sequence: number | null
  sender_id: string
  sender_side: 'VISITOR' | 'AGENT'
  client_message_id: string | null
  content: string
  event: { type: string; messageId?: string } | null
  read: boolean
  version: number
  created_at: Date
  edited_at: Date | null
  deleted_at: Date | null
}

/** A conversation, with each side's unread messages recounted in its own numbering. */
export type Totals = {
  id: string
  status: 'OPEN' | 'CLOSED'
  is_blocked: boolean
  last_position: number
  last_sequence: number
  last_visitor_position: number
  waiting_since: Date | null
  visitor_read_position: number
  visitor_read_sequence: number
  agent_read_position: number
  agent_read_sequence: number
  visitor_unread: number
  agent_unread: number
}

/** The database state that screens and acknowledgements are compared with, read while no client writes. */
export type Truth = {
  /** Ordered by conversation and position. */
  rows: readonly Row[]
  byId: ReadonlyMap<string, Row>
  byConversation: ReadonlyMap<string, readonly Row[]>
  totals: ReadonlyMap<string, Totals>
  /** Events that the relay has not published. */
  unpublished: number
}

export async function readTruth(database: Database): Promise<Truth> {
  const rows = await database.query<Row>(
    `SELECT id, conversation_id, kind, position::int, sequence::int, sender_id, sender_side, client_message_id, content, event,
       read, version, created_at, edited_at, deleted_at
     FROM message ORDER BY conversation_id, position`,
  )
  const totals = await database.query<Totals>(
    `SELECT conversation.id, status, users.blocked_at IS NOT NULL AS is_blocked, last_position::int, last_sequence::int,
       last_visitor_position::int, waiting_since, visitor_read_position::int, visitor_read_sequence::int, agent_read_position::int,
       agent_read_sequence::int,
       (SELECT count(*)::int FROM message WHERE conversation_id = conversation.id AND kind = 'MESSAGE' AND deleted_at IS NULL
          AND sender_side = 'AGENT' AND sequence > visitor_read_sequence) AS visitor_unread,
       (SELECT count(*)::int FROM message WHERE conversation_id = conversation.id AND kind = 'MESSAGE' AND deleted_at IS NULL
          AND sender_side = 'VISITOR' AND position > agent_read_position) AS agent_unread
     FROM conversation JOIN users ON users.id = conversation.user_id`,
  )
  const [waiting] = await database.query<{ count: number }>('SELECT count(*)::int FROM outbox_event')
  return {
    rows,
    byId: new Map(rows.map((row) => [row.id, row])),
    byConversation: groupBy(rows, (row) => row.conversation_id),
    totals: new Map(totals.map((total) => [total.id, total])),
    unpublished: waiting?.count ?? 0,
  }
}

/** An entry's number in a side's log; `null` when that log must not contain it. */
export function placeOf(side: Side, { position, sequence }: Row): number | null {
  return side === 'agent' ? position : sequence
}

/** Whether an entry is a message or note that was not deleted. */
export function isStanding({ kind, deleted_at }: Row): boolean {
  return kind !== 'EVENT' && deleted_at === null
}

/** Whether the other side can read an entry: not a note or event, and not deleted. */
export function isReadable(row: Row): boolean {
  return row.kind === 'MESSAGE' && isStanding(row)
}
