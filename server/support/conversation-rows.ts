import type { ConversationQuery } from '@/contract/page'
import type { db, Transaction } from '@/server/db'
import { Prisma } from '../../generated/prisma/client'
import type { ListCursor } from './list-cursor'
import type { ConversationRow } from './rows'
import { type Viewer, visibleTo } from './viewer'

type Client = Transaction | typeof db

/** One conversation, or `null` when it is absent or not visible to `viewer`. */
export async function findConversationRow(
  client: Client,
  viewer: Viewer,
  conversationId: string,
): Promise<ConversationRow | null> {
  const [row] = await client.$queryRaw<ConversationRow[]>`
    ${selectConversations(
      viewer,
      Prisma.sql`
      SELECT * FROM conversation WHERE id = ${conversationId}::uuid AND ${visibleTo(viewer)}`,
    )}`
  return row ?? null
}

/** Conversations, newest activity first, beginning after `cursor`; at most `limit`. */
export async function listConversationRows(
  client: Client,
  viewer: Viewer,
  { status, unread, limit }: Pick<ConversationQuery, 'status' | 'unread' | 'limit'>,
  cursor: ListCursor | null,
): Promise<ConversationRow[]> {
  const conditions = [
    visibleTo(viewer),
    status && Prisma.sql`conversation.status = ${status}::conversation_status`,
    unread !== undefined && (unread ? isUnread(viewer) : Prisma.sql`NOT (${isUnread(viewer)})`),
    // The comparison has exactly the columns of the index, in its order, so a page costs the same wherever it lies.
    cursor && Prisma.sql`(last_activity_at, id) < (${cursor.lastActivityAt}, ${cursor.id}::uuid)`,
  ].filter((condition) => condition instanceof Prisma.Sql)

  return client.$queryRaw<ConversationRow[]>`
    ${selectConversations(
      viewer,
      Prisma.sql`
      SELECT * FROM conversation WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY last_activity_at DESC, id DESC LIMIT ${limit}`,
    )}
    ORDER BY conversation.last_activity_at DESC, conversation.id DESC`
}

/** How many of the viewer's conversations hold something unread. */
export async function countUnreadConversations(client: Client, viewer: Viewer): Promise<number> {
  const [row] = await client.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM conversation WHERE ${visibleTo(viewer)} AND ${isUnread(viewer)}`
  return Number(row.count)
}

function isUnread(viewer: Viewer): Prisma.Sql {
  // For the team this is the condition of a partial index, word for word.
  if (viewer.side === 'agent') return Prisma.sql`last_visitor_sequence > agent_read_sequence`
  return Prisma.sql`EXISTS (SELECT FROM message
    WHERE message.conversation_id = conversation.id AND message.sender_side = 'AGENT' AND NOT message.read)`
}

/** Adds to each chosen conversation its visitor, its newest message and the viewer's unread count, all by key. */
function selectConversations(viewer: Viewer, chosen: Prisma.Sql): Prisma.Sql {
  const otherSide = viewer.side === 'agent' ? 'VISITOR' : 'AGENT'
  return Prisma.sql`
    SELECT conversation.*, visitor.name AS visitor_name, visitor.email AS visitor_email,
      visitor.blocked_at AS visitor_blocked_at, blocker.name AS blocker_name, newest.row AS last_message, unread.count AS unread_count
    FROM (${chosen}) AS conversation
    JOIN users AS visitor ON visitor.id = conversation.user_id
    LEFT JOIN users AS blocker ON blocker.id = visitor.blocked_by_id
    LEFT JOIN LATERAL (
      SELECT to_jsonb(message) || jsonb_build_object('sender_name', sender.name) AS row
      FROM message JOIN users AS sender ON sender.id = message.sender_id
      WHERE message.conversation_id = conversation.id AND message.sequence = conversation.last_sequence
    ) AS newest ON TRUE
    CROSS JOIN LATERAL (
      SELECT count(*) FROM message
      WHERE message.conversation_id = conversation.id AND message.sender_side = ${otherSide}::side AND NOT message.read
    ) AS unread`
}
