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
 * Blocks a visitor: they may read, but not write or listen. Their requests are refused at once; publishing the event also
 * revokes their realtime tokens, with retries. If they are already blocked, the time and the agent do not change.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` if there is no such visitor
 */
export async function blockVisitor(viewer: Viewer, visitorId: string): Promise<VisitorAccess> {
  requireCan(viewer, 'block_visitor')
  const access = await inTransaction(async (tx) => {
    const visitor = await lockVisitor(tx, visitorId)
    const { count } = await tx.user.updateMany({
      where: { id: visitorId, blockedAt: null },
      data: { blockedAt: new Date(), blockedById: viewer.id },
    })
    if (count > 0) await recordChange(tx, viewer, visitor, 'blocked')
    return accessOf(tx, visitorId)
  })
  log.auth.info({ by: viewer.id, visitorId }, 'blocked a visitor')
  return access
}

/**
 * Unblocks a visitor. Their open page polls for messages; the next page that they open requests a realtime token again.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` if there is no such visitor
 */
export async function unblockVisitor(viewer: Viewer, visitorId: string): Promise<VisitorAccess> {
  requireCan(viewer, 'block_visitor')
  const access = await inTransaction(async (tx) => {
    const visitor = await lockVisitor(tx, visitorId)
    const { count } = await tx.user.updateMany({
      where: { id: visitorId, blockedAt: { not: null } },
      data: { blockedAt: null, blockedById: null },
    })
    if (count > 0) await recordChange(tx, viewer, visitor, 'unblocked')
    return accessOf(tx, visitorId)
  })
  log.auth.info({ by: viewer.id, visitorId }, 'unblocked a visitor')
  return access
}

/**
 * Records an audit entry, and an event for each of the visitor's conversations. Open conversations and the newest one also get
 * a log entry.
 */
async function recordChange(
  tx: Transaction,
  viewer: Viewer,
  { id: visitorId, siteId, conversationIds }: LockedVisitor,
  type: 'blocked' | 'unblocked',
): Promise<void> {
  await recordAudit(tx, viewer, `visitor.${type}`, visitorId)
  await touchConversations(tx, conversationIds)
  const current = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, status, row_number() OVER (ORDER BY last_activity_at DESC, id DESC) AS rank
      FROM conversation WHERE id = ANY(${conversationIds}::uuid[])
    ) AS conversation WHERE status = 'OPEN' OR rank = 1`
  const currentIds = new Set(current.map(({ id }) => id))
  for (const conversationId of conversationIds) {
    const entry = currentIds.has(conversationId)
      ? await appendEvent(tx, viewer, conversationId, { type })
      : null
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
