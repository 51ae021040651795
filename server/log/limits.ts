import type { Viewer } from '@/server/policy/viewer'
import { env } from '@/server/settings/env'
import { Prisma } from '../../generated/prisma/client'

const WINDOW_MS = 60_000

/** Messages of a server whose clock was further ahead than this are not counted, or they would count for all that time. */
const MAX_SKEW_MS = 60_000

/** A limit of so many a minute is none: to look for it would be to read as many entries of an index. */
const NO_LIMIT = 10_000

/**
 * The messages by which `viewer` has reached a limit, as a query with the columns `created_at`: none when it may write.
 * The messages themselves are the count, so nothing else is written. The oldest message of a full window is one entry of
 * an index: the visitor's own by number and time, the conversation's by its sequence. Agents have no limit.
 *
 * Beside requests that wait for the same conversation at this moment their messages are not seen yet: a limit may be
 * passed by as many as there are database connections.
 */
export function limitingMessages(viewer: Viewer, now: Date): Prisma.Sql {
  if (viewer.side === 'agent') return Prisma.sql`SELECT NULL::timestamptz AS created_at WHERE FALSE`

  const { LIMIT_MESSAGES_PER_VISITOR, LIMIT_MESSAGES_PER_CONVERSATION } = env()
  const since = new Date(now.getTime() - WINDOW_MS)
  const until = new Date(now.getTime() + MAX_SKEW_MS)
  return Prisma.sql`
    (SELECT created_at FROM message
      WHERE ${LIMIT_MESSAGES_PER_VISITOR < NO_LIMIT} AND sender_id = ${viewer.id}::uuid
        AND created_at > ${since} AND created_at < ${until}
      ORDER BY created_at DESC OFFSET ${LIMIT_MESSAGES_PER_VISITOR - 1} LIMIT 1)
    UNION ALL
    SELECT message.created_at FROM message JOIN locked ON locked.id = message.conversation_id
      AND message.sequence = locked.last_sequence - ${LIMIT_MESSAGES_PER_CONVERSATION - 1}
    WHERE message.created_at > ${since} AND message.created_at < ${until}`
}

/** How long until the oldest message of a full window leaves it, in seconds. */
export function secondsUntilFree(oldest: Date, now: Date): number {
  return Math.min(Math.max(1, (oldest.getTime() + WINDOW_MS - now.getTime()) / 1000), WINDOW_MS / 1000)
}
