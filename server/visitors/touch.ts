import type { Transaction } from '@/server/database/db'

/**
 * Bumps the revisions of a visitor's conversations, for both sides, so that clients do not discard an update about the visitor
 * as stale. The caller must have locked the conversations.
 */
export async function touchConversations(tx: Transaction, conversationIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE conversation SET updated_at = now(),
      visitor_updated_at = GREATEST(now(), visitor_updated_at + interval '1 millisecond')
    WHERE id = ANY(${conversationIds}::uuid[])`
}
