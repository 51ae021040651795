import { db } from '@/server/database/db'

/** A browser that starts a conversation sends its first message at once, or within the day in which a start may be repeated. */
const KEEP_HOURS = 24

/** At most so many in one statement, which must not hold others up. */
const BATCH = 1_000

/** Deletes conversations in which nobody has said anything for a day, and the visitors who have no other. */
export async function sweepEmptyConversations(): Promise<void> {
  const before = new Date(Date.now() - KEEP_HOURS * 60 * 60 * 1000)
  let deleted = BATCH
  while (deleted === BATCH) deleted = await deleteSome(before)
}

async function deleteSome(before: Date): Promise<number> {
  const [row] = await db.$queryRaw<[{ deleted: number }]>`
    WITH empty AS (
      SELECT id FROM conversation WHERE last_shown_position = 0 AND created_at < ${before}
      ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ), deleted AS (
      DELETE FROM conversation USING empty WHERE conversation.id = empty.id RETURNING conversation.id, conversation.user_id
    ), left_without AS (
      DELETE FROM users USING deleted WHERE users.id = deleted.user_id AND users.role = 'VISITOR'
        AND NOT EXISTS (
          SELECT FROM conversation WHERE user_id = users.id AND id NOT IN (SELECT id FROM deleted))
    )
    SELECT count(*)::int AS deleted FROM deleted`
  return row.deleted
}
