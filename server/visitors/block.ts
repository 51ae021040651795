import type { ConversationEvent } from '@/contract/events'
import type { VisitorAccess } from '@/contract/visitor'
import { inTransaction, type Transaction } from '@/server/database/db'
import { announce } from '@/server/events/announce'
import { wakeRelay } from '@/server/events/wake'
import { log } from '@/server/logger'
import { requireTeam, type Viewer } from '@/server/policy/viewer'
import { lockVisitor } from './lock'

/**
 * Lets a visitor read but not write or listen from now on. Its requests are refused at once; the event that tells of it also
 * has the realtime service take its tokens back, as often as that takes. A visitor who was blocked before stays so, since then and
 * by whom it was.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` for who is no visitor, or no longer
 */
export async function blockVisitor(viewer: Viewer, visitorId: string): Promise<VisitorAccess> {
  requireTeam(viewer)
  const access = await inTransaction(async (tx) => {
    const conversationIds = await lockVisitor(tx, visitorId)
    const { count } = await tx.user.updateMany({
      where: { id: visitorId, blockedAt: null },
      data: { blockedAt: new Date(), blockedById: viewer.id },
    })
    if (count > 0) await announceAll(tx, conversationIds, 'visitor.blocked')
    return accessOf(tx, visitorId)
  })
  wakeRelay()
  log.auth.info({ by: viewer.id, visitorId }, 'a visitor was blocked')
  return access
}

/**
 * Lets a visitor write again. Its browser asks for a token when its page is opened the next time, and for news until then.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` for who is no visitor, or no longer
 */
export async function unblockVisitor(viewer: Viewer, visitorId: string): Promise<VisitorAccess> {
  requireTeam(viewer)
  const access = await inTransaction(async (tx) => {
    const conversationIds = await lockVisitor(tx, visitorId)
    const { count } = await tx.user.updateMany({
      where: { id: visitorId, blockedAt: { not: null } },
      data: { blockedAt: null, blockedById: null },
    })
    if (count > 0) await announceAll(tx, conversationIds, 'visitor.unblocked')
    return accessOf(tx, visitorId)
  })
  wakeRelay()
  log.auth.info({ by: viewer.id, visitorId }, 'a visitor was unblocked')
  return access
}

/** The conversation as it is told must not be taken for an older one, so each counts as changed. */
async function announceAll(
  tx: Transaction,
  conversationIds: readonly string[],
  name: Extract<ConversationEvent['name'], `visitor.${string}`>,
): Promise<void> {
  for (const id of conversationIds) {
    const { lastSequence } = await tx.conversation.update({
      where: { id },
      data: { revision: { increment: 1 } },
      select: { lastSequence: true },
    })
    await announce(tx, { id, lastSequence }, { name, data: { conversationId: id } })
  }
}

async function accessOf(tx: Transaction, visitorId: string): Promise<VisitorAccess> {
  const { blockedAt, blockedBy } = await tx.user.findUniqueOrThrow({
    where: { id: visitorId },
    select: { blockedAt: true, blockedBy: { select: { name: true } } },
  })
  const block = blockedAt && { since: blockedAt.toISOString(), by: blockedBy?.name ?? null }
  return { visitorId, block }
}
