import type { Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** The log of one side, as a view in which `place` is the entry's number there. The visitor's holds no note. */
export type LogView = { name: Prisma.Sql; side: Viewer['side'] }

/** The log that this viewer reads. */
export function logOf({ side }: Pick<Viewer, 'side'>): LogView {
  return { side, name: side === 'agent' ? Prisma.sql`team_log` : Prisma.sql`visitor_log` }
}

/**
 * The newest entry worth showing in a list, for a query over `conversation`: the viewer's newest message, for agents also a note.
 * The columns of `newest` are those of {@link newestColumns}.
 */
export function joinNewest(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  const place = viewer.side === 'agent' ? Prisma.sql`last_shown_position` : Prisma.sql`last_shown_sequence`
  return Prisma.sql`
    LEFT JOIN ${logOf(viewer).name} AS newest
      ON newest.conversation_id = conversation.id AND newest.place = conversation.${place}
    LEFT JOIN users AS sender ON sender.id = newest.sender_id`
}

/** What {@link joinNewest} found, each column under its name after `newest_`. */
export const newestColumns = Prisma.sql`newest.id AS newest_id, newest.conversation_id AS newest_conversation_id,
    newest.kind AS newest_kind, newest.place AS newest_place, newest.position AS newest_position, newest.sequence AS newest_sequence,
    newest.sender_id AS newest_sender_id, newest.sender_side AS newest_sender_side,
    sender.name AS newest_sender_name, sender.picture_id AS newest_sender_picture,
    newest.client_message_id AS newest_client_message_id,
    newest.content AS newest_content, newest.event AS newest_event, newest.read AS newest_read, newest.version AS newest_version,
    newest.created_at AS newest_created_at, newest.edited_at AS newest_edited_at, newest.deleted_at AS newest_deleted_at`

/** How many messages of the other side the viewer's has not read, for a query over `conversation`. */
export function unreadCount(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FROM message WHERE message.conversation_id = conversation.id
      AND message.sender_side = ${otherSide(viewer)} AND NOT message.read)`
}

/** Whether there is one, for a query over `conversation`. */
export function hasUnread(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  // For the team this is the condition of a partial index, word for word.
  if (viewer.side === 'agent') return Prisma.sql`last_visitor_sequence > agent_read_sequence`
  return Prisma.sql`EXISTS (SELECT FROM message
    WHERE message.conversation_id = conversation.id AND message.sender_side = ${otherSide(viewer)} AND NOT message.read)`
}

/** Written out, so that the planner takes the partial index. */
function otherSide({ side }: Pick<Viewer, 'side'>): Prisma.Sql {
  return side === 'agent' ? Prisma.sql`'VISITOR'` : Prisma.sql`'AGENT'`
}
