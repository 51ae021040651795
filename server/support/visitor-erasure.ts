import type { ErasedVisitor } from '@/contract/visitor'
import type { Transaction } from '@/server/db'
import { log } from '@/server/logger'
import { wakeRelay } from '@/server/outbox/wake'
import { eraseConversations } from './conversation-erasure'
import { SupportError } from './errors'
import { inLongTransaction } from './long-transaction'
import { requireAdmin, type Viewer } from './viewer'

/**
 * Deletes a visitor: what both sides wrote, conversations, sessions, counted limits, waiting and given-up events, and the
 * visitor itself, in one transaction. Screens that show any of it are told to drop it. Agents' own rows stay.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for who is no visitor, or no longer
 */
export async function eraseVisitor(viewer: Viewer, visitorId: string): Promise<ErasedVisitor> {
  requireAdmin(viewer)
  const erased = await inLongTransaction((tx) => eraseAll(tx, visitorId))
  wakeRelay()
  log.privacy.info({ by: viewer.id, ...erased }, 'a visitor was erased')
  return erased
}

async function eraseAll(tx: Transaction, visitorId: string): Promise<ErasedVisitor> {
  const conversationIds = await lockVisitor(tx, visitorId)
  const messages = await eraseConversations(tx, conversationIds, [visitorId, ...conversationIds])
  // Its sessions go with it.
  await tx.user.delete({ where: { id: visitorId } })
  return { visitorId, conversations: conversationIds.length, messages }
}

/**
 * Holds a visitor and its conversations until the transaction ends. Whoever writes takes the conversation first and its
 * author second; in another order we would wait for each other.
 */
async function lockVisitor(tx: Transaction, visitorId: string): Promise<string[]> {
  await lockConversations(tx, visitorId)
  const [visitor] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE id = ${visitorId}::uuid AND role = 'VISITOR' FOR UPDATE`
  if (visitor === undefined) throw new SupportError('not_found')
  // From here on it can start no other; one may have come between.
  return lockConversations(tx, visitorId)
}

async function lockConversations(tx: Transaction, visitorId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversation WHERE user_id = ${visitorId}::uuid ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}
