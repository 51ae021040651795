import type { Message } from '@/contract/message'
import type { MessageQuery, Page } from '@/contract/page'
import { db } from '@/server/db'
import { Prisma } from '../../generated/prisma/client'
import { presentMessage } from './presenters'
import type { MessageRow } from './rows'

/**
 * A page of a conversation's messages, oldest first: the newest ones, those before a number, or those after it. The
 * caller has made sure that they may be seen. `nextCursor` is the number to continue with, in the same direction.
 */
export async function listMessages(conversationId: string, query: MessageQuery): Promise<Page<Message>> {
  const { before, after, limit } = query
  const forward = after !== undefined
  const range = forward
    ? Prisma.sql`AND message.sequence > ${after}`
    : before === undefined
      ? Prisma.empty
      : Prisma.sql`AND message.sequence < ${before}`

  const rows = await db.$queryRaw<MessageRow[]>`
    SELECT message.*, sender.name AS sender_name
    FROM message JOIN users AS sender ON sender.id = message.sender_id
    WHERE message.conversation_id = ${conversationId}::uuid ${range}
    ORDER BY message.sequence ${forward ? Prisma.sql`ASC` : Prisma.sql`DESC`}
    LIMIT ${limit + 1}`

  const hasMore = rows.length > limit
  const page = rows.slice(0, limit).map(presentMessage)
  if (!forward) page.reverse()
  const next = forward ? page.at(-1) : page.at(0)

  return { data: page, hasMore, nextCursor: hasMore && next ? String(next.sequence) : null }
}
