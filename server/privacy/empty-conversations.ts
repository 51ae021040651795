import { db } from '@/server/database/db'

/**
 * Browsers send the first message right after starting a conversation, or at the latest within a day, while the start can be
 * retried.
 */
const KEEP_HOURS = 24

/** Most conversations per statement, so that others are not blocked for long. */
const BATCH = 1_000

/** Deletes conversations that are a day old and still empty, and visitors left without any. */
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
