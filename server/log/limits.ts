import type { Viewer } from '@/server/policy/viewer'
import { env } from '@/server/settings/env'
import { Prisma } from '../../generated/prisma/client'

const WINDOW_SECONDS = 60

/** Entries dated further ahead than this are ignored: after the database's clock is set back, they would count for too long. */
const MAX_SKEW_SECONDS = 60

/** Limits this high count as unlimited, because checking one reads as many index entries. */
const NO_LIMIT = 10_000

/**
 * A query for the limits that `viewer` has reached, with the `seconds` until the oldest entry of the full window leaves it; no
 * rows if they may write. The log itself is the counter (messages, edits and deletions), so nothing else is written. Finding
 * the oldest entry of a full window takes one index lookup: by time for the visitor's own entries, by sequence for the
 * conversation's. Agents are not limited.
 *
 * Requires `locked`, the conversation. Concurrent requests for the same conversation do not see each other's messages, so a
 * limit may be exceeded by up to the number of database connections.
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
