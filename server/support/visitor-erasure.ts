import type { ErasedVisitor } from '@/contract/visitor'
import { isDeadlock } from '@/server/database-errors'
import { inTransaction, type Transaction } from '@/server/db'
import { log } from '@/server/logger'
import { wakeRelay } from '@/server/outbox/wake'
import { eraseConversations } from './conversation-erasure'
import { SupportError } from './errors'
import { requireAdmin, type Viewer } from './viewer'

/** A visitor may have written for years; deleting all of it must not fail halfway. */
const TIMEOUT_MS = 60_000

/**
 * Deletes a visitor: what both sides wrote, conversations, sessions, counted limits, waiting and given-up events, and the
 * visitor itself, in one transaction. Screens that show any of it are told to drop it. Agents' own rows stay.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for who is no visitor, or no longer
 */
export async function eraseVisitor(viewer: Viewer, visitorId: string): Promise<ErasedVisitor> {
  requireAdmin(viewer)
  const erase = () => inTransaction((tx) => eraseOnce(tx, visitorId), { timeoutMs: TIMEOUT_MS })
  const erased = await erase().catch((error) => {
    // A conversation that began at this very moment can hold what we need and need what we hold.
    if (!isDeadlock(error)) throw error
    return erase()
  })
  wakeRelay()
  log.privacy.info({ by: viewer.id, ...erased }, 'a visitor was erased')
  return erased
}

async function eraseOnce(tx: Transaction, visitorId: string): Promise<ErasedVisitor> {
  const conversationIds = await lockVisitor(tx, visitorId)
  const messages = await eraseConversations(tx, conversationIds, [visitorId])
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
