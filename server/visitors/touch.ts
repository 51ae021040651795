import type { Transaction } from '@/server/database/db'

/**
 * Counts a change of the visitor as a change of each of their conversations, for both sides, so that clients do not discard the news
 * of it as stale. The caller holds the conversations.
 */
export async function touchConversations(tx: Transaction, conversationIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE conversation SET updated_at = now(),
      visitor_updated_at = GREATEST(now(), visitor_updated_at + interval '1 millisecond')
    WHERE id = ANY(${conversationIds}::uuid[])`
}
