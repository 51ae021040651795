import type { Transaction } from '@/server/database/db'

/** Deletes the logs of these conversations. Returns how many messages and notes there were. */
export async function eraseLogs(tx: Transaction, conversationIds: readonly string[]): Promise<number> {
  const [{ written }] = await tx.$queryRaw<[{ written: number }]>`
    WITH erased AS (
      DELETE FROM message WHERE conversation_id = ANY(${conversationIds}::uuid[]) RETURNING kind
    )
    SELECT count(*) FILTER (WHERE kind <> 'EVENT')::int AS written FROM erased`
  return written
}
