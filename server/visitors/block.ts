import type { VisitorAccess } from '@/contract/visitors/visitor'
import { recordAudit } from '@/server/audit/record'
import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { appendEvent } from '@/server/log/append-event'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { type LockedVisitor, lockVisitor } from './lock'
import { touchConversations } from './touch'

/**
 * Lets a visitor read but not write or listen from now on. Its requests are refused at once; the event that tells of it also
 * has the realtime service take its tokens back, as often as that takes. A visitor who was blocked before stays so, since then and
 * by whom it was.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` for who is no visitor, or no longer
 */
export async function blockVisitor(viewer: Viewer, visitorId: string): Promise<VisitorAccess> {
  requireCan(viewer, 'block_visitor')
  const access = await inTransaction(async (tx) => {
    const visitor = await lockVisitor(tx, visitorId)
    const { count } = await tx.user.updateMany({
      where: { id: visitorId, blockedAt: null },
      data: { blockedAt: new Date(), blockedById: viewer.id },
    })
    if (count > 0) await tellAll(tx, viewer, visitor, 'blocked')
    return accessOf(tx, visitorId)
  })
  log.auth.info({ by: viewer.id, visitorId }, 'a visitor was blocked')
  return access
}

/**
 * Lets a visitor write again. Its browser asks for a token when its page is opened the next time, and for news until then.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` for who is no visitor, or no longer
 */
export async function unblockVisitor(viewer: Viewer, visitorId: string): Promise<VisitorAccess> {
  requireCan(viewer, 'block_visitor')
  const access = await inTransaction(async (tx) => {
    const visitor = await lockVisitor(tx, visitorId)
    const { count } = await tx.user.updateMany({
      where: { id: visitorId, blockedAt: { not: null } },
      data: { blockedAt: null, blockedById: null },
    })
    if (count > 0) await tellAll(tx, viewer, visitor, 'unblocked')
    return accessOf(tx, visitorId)
  })
  log.auth.info({ by: viewer.id, visitorId }, 'a visitor was unblocked')
  return access
}

/**
 * Records it in the audit, and an event for each of the visitor's conversations, with an entry in the logs of the open ones and of the
 * newest.
 */
async function tellAll(
  tx: Transaction,
  viewer: Viewer,
  { id: visitorId, siteId, conversationIds }: LockedVisitor,
  type: 'blocked' | 'unblocked',
): Promise<void> {
  await recordAudit(tx, viewer, `visitor.${type}`, visitorId)
  await touchConversations(tx, conversationIds)
  const atWork = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, status, row_number() OVER (ORDER BY last_activity_at DESC, id DESC) AS rank
      FROM conversation WHERE id = ANY(${conversationIds}::uuid[])
    ) AS conversation WHERE status = 'OPEN' OR rank = 1`
  const noted = new Set(atWork.map(({ id }) => id))
  for (const conversationId of conversationIds) {
    const entry = noted.has(conversationId) ? await appendEvent(tx, viewer, conversationId, { type }) : null
    noteEvent(tx, { type: `visitor.${type}`, actor: actorOf(viewer), siteId, conversationId, entry })
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
