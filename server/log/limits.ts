import type { Viewer } from '@/server/policy/viewer'
import { env } from '@/server/settings/env'
import { Prisma } from '../../generated/prisma/client'

const WINDOW_SECONDS = 60

/** Entries dated further ahead than this are not counted: after the database's clock was set back they would count for too long. */
const MAX_SKEW_SECONDS = 60

/** Limits this high count as unlimited: checking one would read as many entries of an index. */
const NO_LIMIT = 10_000

/**
 * The limits that `viewer` has reached, as a query with the column `seconds`, until the oldest entry of the full window leaves it:
 * no row when they may write. The entries themselves are the count, so nothing else is written: messages, and edits and
 * deletions of them. The oldest entry of a full window is one entry of an index: the visitor's own by number and time, the
 * conversation's by its sequence. Agents have no limit.
 *
 * Needs `locked`, the conversation. Requests that wait for the same conversation at this moment do not see each other's messages:
 * a limit may be exceeded by the number of database connections.
 */
export function limitingEntries(viewer: Viewer): Prisma.Sql {
  if (viewer.side === 'agent') return Prisma.sql`SELECT 0::float8 AS seconds WHERE FALSE`

  const { LIMIT_MESSAGES_PER_VISITOR, LIMIT_MESSAGES_PER_CONVERSATION } = env()
  const since = Prisma.sql`now() - make_interval(secs => ${WINDOW_SECONDS})`
  const until = Prisma.sql`now() + make_interval(secs => ${MAX_SKEW_SECONDS})`
  return Prisma.sql`
    SELECT LEAST(GREATEST(1, ${WINDOW_SECONDS} - EXTRACT(EPOCH FROM now() - created_at)), ${WINDOW_SECONDS})::float8 AS seconds
    FROM (
      (SELECT created_at FROM message
        WHERE ${LIMIT_MESSAGES_PER_VISITOR < NO_LIMIT} AND sender_id = ${viewer.id}::uuid
          AND created_at > ${since} AND created_at < ${until} AND event->>'type' IS DISTINCT FROM 'reopened'
        ORDER BY created_at DESC OFFSET ${LIMIT_MESSAGES_PER_VISITOR - 1} LIMIT 1)
      UNION ALL
      SELECT message.created_at FROM message JOIN locked ON locked.id = message.conversation_id
        AND message.sequence = locked.last_sequence - ${LIMIT_MESSAGES_PER_CONVERSATION - 1}
      WHERE message.created_at > ${since} AND message.created_at < ${until}
    ) AS entry`
}
