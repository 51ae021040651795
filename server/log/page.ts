import type { Message } from '@/contract/message'
import type { MessageQuery, Page } from '@/contract/page'
import { db } from '@/server/database/db'
import { Prisma } from '../../generated/prisma/client'
import { presentMessage } from './present'
import type { MessageRow } from './row'

/**
 * A page of a conversation's messages, oldest first: the newest ones, those before a number, or those after it. The
 * caller has made sure that they may be seen. `nextCursor` is the number to continue with, in the same direction.
 */
export async function listMessages(conversationId: string, query: MessageQuery): Promise<Page<Message>> {
  const limit = Prisma.sql`${query.limit + 1}`
  const rows = await db.$queryRaw<MessageRow[]>(
    selectMessages(Prisma.sql`${conversationId}::uuid`, query, limit),
  )
  return toMessagePage(rows, query)
}

/** Selects the rows of such a page, in the direction in which it is read. `limit` must be above the query's. */
export function selectMessages(
  conversationId: Prisma.Sql,
  { before, after }: MessageQuery,
  limit: Prisma.Sql,
): Prisma.Sql {
  const range =
    after !== undefined
      ? Prisma.sql`AND message.sequence > ${after}::bigint`
      : before === undefined
        ? Prisma.empty
        : Prisma.sql`AND message.sequence < ${before}::bigint`

  return Prisma.sql`
    SELECT message.id, message.conversation_id, message.sequence, message.sender_id, message.sender_side,
      sender.name AS sender_name, message.client_message_id, message.content, message.read, message.created_at
    FROM message JOIN users AS sender ON sender.id = message.sender_id
    WHERE message.conversation_id = ${conversationId} ${range}
    ORDER BY message.sequence ${after !== undefined ? Prisma.sql`ASC` : Prisma.sql`DESC`}
    LIMIT ${limit}`
}

/** Makes a page of the rows that {@link selectMessages} found. */
export function toMessagePage(
  rows: readonly MessageRow<Date | string>[],
  { after, limit }: MessageQuery,
): Page<Message> {
  const forward = after !== undefined
  const hasMore = rows.length > limit
  const page = rows.slice(0, limit).map(presentMessage)
  if (!forward) page.reverse()
  const next = forward ? page.at(-1) : page.at(0)

  return { data: page, hasMore, nextCursor: hasMore && next ? String(next.sequence) : null }
}
