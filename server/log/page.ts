import type { MessageQuery, Page } from '@/contract/http/page'
import type { LogEntry } from '@/contract/log/message'
import { db } from '@/server/database/db'
import type { PlacedRow } from '@/server/database/entry-row'
import { Prisma } from '../../generated/prisma/client'
import { presentEntry } from './present'
import type { LogView } from './views'

/**
 * A page of a conversation's log, oldest first: the newest entries, those before a number, or those after it. The
 * caller has made sure that they may be seen. `nextCursor` is the number to continue with, in the same direction.
 */
export async function listEntries(
  log: LogView,
  conversationId: string,
  query: MessageQuery,
): Promise<Page<LogEntry>> {
  const limit = Prisma.sql`${query.limit + 1}`
  const rows = await db.$queryRaw<PlacedRow[]>(
    selectEntries(log, Prisma.sql`${conversationId}::uuid`, query, limit),
  )
  return toEntryPage(rows, query)
}

/** Selects the rows of such a page, in the direction in which it is read. `limit` must be above the query's. */
export function selectEntries(
  { name }: LogView,
  conversationId: Prisma.Sql,
  { before, after }: MessageQuery,
  limit: Prisma.Sql,
): Prisma.Sql {
  const range =
    after !== undefined
      ? Prisma.sql`AND entry.place > ${after}::bigint`
      : before === undefined
        ? Prisma.empty
        : Prisma.sql`AND entry.place < ${before}::bigint`

  return Prisma.sql`
    SELECT entry.id, entry.conversation_id, entry.kind, entry.place, entry.position, entry.sequence, entry.sender_id,
      entry.sender_side, sender.name AS sender_name, sender.picture_id AS sender_picture, entry.client_message_id, entry.content,
      entry.event, entry.read, entry.version, entry.created_at, entry.edited_at, entry.deleted_at,
      CASE WHEN entry.event ? 'messageId' THEN (
        SELECT to_jsonb(target) || jsonb_build_object('sender_name', author.name, 'sender_picture', author.picture_id)
        FROM ${name} AS target LEFT JOIN users AS author ON author.id = target.sender_id
        WHERE target.id = (entry.event->>'messageId')::uuid
      ) END AS target
    FROM ${name} AS entry LEFT JOIN users AS sender ON sender.id = entry.sender_id
    WHERE entry.conversation_id = ${conversationId} ${range}
    ORDER BY entry.place ${after !== undefined ? Prisma.sql`ASC` : Prisma.sql`DESC`}
    LIMIT ${limit}`
}

/** Makes a page of the rows that {@link selectEntries} found. */
export function toEntryPage(
  rows: readonly PlacedRow<Date | string>[],
  { after, limit }: MessageQuery,
): Page<LogEntry> {
  const forward = after !== undefined
  const hasMore = rows.length > limit
  const page = rows.slice(0, limit).map(presentEntry)
  if (!forward) page.reverse()
  const next = forward ? page.at(-1) : page.at(0)

  return { data: page, hasMore, nextCursor: hasMore && next ? String(next.sequence) : null }
}
