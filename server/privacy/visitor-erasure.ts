import type { ErasedVisitor } from '@/contract/visitors/visitor'
import { recordAudit } from '@/server/audit/record'
import type { Transaction } from '@/server/database/db'
import { inLongTransaction } from '@/server/events/transaction'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { lockVisitor } from '@/server/visitors/lock'
import { eraseConversations } from './conversation-erasure'

/**
 * Deletes a visitor with all conversations, messages of both sides, sessions, rate limits, and pending and abandoned events, in one
 * transaction. Open screens are notified to drop them. Agents' own rows stay.
 *
 * @throws SupportError `forbidden` for non-admins, `not_found` if there is no such visitor
 */
export async function eraseVisitor(viewer: Viewer, visitorId: string): Promise<ErasedVisitor> {
  requireCan(viewer, 'erase_visitor')
  const erased = await inLongTransaction(async (tx) => {
    const all = await eraseAll(tx, visitorId)
    await recordAudit(tx, viewer, 'visitor.erased', visitorId)
    return all
  })
  log.privacy.info({ by: viewer.id, ...erased }, 'erased a visitor')
  return erased
}

async function eraseAll(tx: Transaction, visitorId: string): Promise<ErasedVisitor> {
  const { siteId, conversationIds } = await lockVisitor(tx, visitorId)
  const conversations = conversationIds.map((id) => ({ id, siteId }))
  const messages = await eraseConversations(tx, conversations, [visitorId, ...conversationIds])
  // Deleting the user cascades to sessions.
  await tx.user.delete({ where: { id: visitorId } })
  return { visitorId, conversations: conversationIds.length, messages }
}
