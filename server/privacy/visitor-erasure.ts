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
 * Deletes a visitor: what both sides wrote, conversations, sessions, counted limits, waiting and given-up events, and the
 * visitor itself, in one transaction. Screens that show any of it are told to drop it. Agents' own rows stay.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for who is no visitor, or no longer
 */
export async function eraseVisitor(viewer: Viewer, visitorId: string): Promise<ErasedVisitor> {
  requireCan(viewer, 'erase_visitor')
  const erased = await inLongTransaction(async (tx) => {
    const all = await eraseAll(tx, visitorId)
    await recordAudit(tx, viewer, 'visitor.erased', visitorId)
    return all
  })
  log.privacy.info({ by: viewer.id, ...erased }, 'a visitor was erased')
  return erased
}

async function eraseAll(tx: Transaction, visitorId: string): Promise<ErasedVisitor> {
  const { siteId, conversationIds } = await lockVisitor(tx, visitorId)
  const conversations = conversationIds.map((id) => ({ id, siteId }))
  const messages = await eraseConversations(tx, conversations, [visitorId, ...conversationIds])
  // Its sessions go with it.
  await tx.user.delete({ where: { id: visitorId } })
  return { visitorId, conversations: conversationIds.length, messages }
}
