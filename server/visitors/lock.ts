import type { Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'

/** A locked visitor row, with all of its conversations. */
export type LockedVisitor = { id: string; siteId: string; conversationIds: readonly string[] }

/**
 * Holds a visitor and its conversations until the transaction ends. A writer takes the conversation first and its
 * author second; in another order we would wait for each other.
 *
 * @throws SupportError `not_found` for who is no visitor, or no longer
 */
export async function lockVisitor(tx: Transaction, visitorId: string): Promise<LockedVisitor> {
  await lockConversations(tx, visitorId)
  const [visitor] = await tx.$queryRaw<{ site_id: string }[]>`
    SELECT site_id FROM users WHERE id = ${visitorId}::uuid AND role = 'VISITOR' FOR UPDATE`
  if (visitor === undefined) throw new SupportError('not_found')
  // From here on it can start no other; one may have come between.
  const conversationIds = await lockConversations(tx, visitorId)
  return { id: visitorId, siteId: visitor.site_id, conversationIds }
}

async function lockConversations(tx: Transaction, visitorId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversation WHERE user_id = ${visitorId}::uuid ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}
