import type { Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** One side's log, as a view in which `place` is the entry's number. The visitor's contains no notes. */
export type LogView = { name: Prisma.Sql; side: Viewer['side'] }

/** The log that this viewer reads. */
export function logOf({ side }: Pick<Viewer, 'side'>): LogView {
  return { side, name: side === 'agent' ? Prisma.sql`team_log` : Prisma.sql`visitor_log` }
}

/**
 * Joins the newest entry to show in a list to a query over `conversation`: the newest message or, for agents, possibly a note.
 * Select its columns with {@link newestColumns}.
 */
export function joinNewest(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  const place = viewer.side === 'agent' ? Prisma.sql`last_shown_position` : Prisma.sql`last_shown_sequence`
  return Prisma.sql`
    LEFT JOIN ${logOf(viewer).name} AS newest
      ON newest.conversation_id = conversation.id AND newest.place = conversation.${place}
    LEFT JOIN users AS sender ON sender.id = newest.sender_id`
}

/** The columns of {@link joinNewest}, prefixed with `newest_`. */
export const newestColumns = Prisma.sql`newest.id AS newest_id, newest.conversation_id AS newest_conversation_id,
    newest.kind AS newest_kind, newest.place AS newest_place, newest.position AS newest_position,
    newest.sequence AS newest_sequence, newest.sender_id AS newest_sender_id, newest.sender_side AS newest_sender_side,
    sender.name AS newest_sender_name, sender.picture_id AS newest_sender_picture,
    newest.client_message_id AS newest_client_message_id,
    newest.content AS newest_content, newest.event AS newest_event, newest.read AS newest_read, newest.version AS newest_version,
    newest.created_at AS newest_created_at, newest.edited_at AS newest_edited_at, newest.deleted_at AS newest_deleted_at`

/** How many of the other side's messages the viewer's side has not read, for a query over `conversation`. */
export function unreadCount(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FROM message WHERE message.conversation_id = conversation.id
      AND message.sender_side = ${otherSide(viewer)} AND NOT message.read)`
}

/** Whether the viewer's side has unread messages, for a query over `conversation`. */
export function hasUnread(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  // For the team, this must match the condition of a partial index verbatim.
  if (viewer.side === 'agent') return Prisma.sql`last_visitor_sequence > agent_read_sequence`
  return Prisma.sql`EXISTS (SELECT FROM message
    WHERE message.conversation_id = conversation.id AND message.sender_side = ${otherSide(viewer)} AND NOT message.read)`
}

/** A literal, so that the planner can use the partial index. */
function otherSide({ side }: Pick<Viewer, 'side'>): Prisma.Sql {
  return side === 'agent' ? Prisma.sql`'VISITOR'` : Prisma.sql`'AGENT'`
}
