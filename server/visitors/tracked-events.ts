import { MAX_TRACKED_EVENTS } from '@/contract/limits'
import type { TrackedEvent, TrackedEventDraft } from '@/contract/sites/tracked-event'
import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { lockConversation } from '@/server/log/lock'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** An event as the database returns it, as a row or in JSON. */
export type TrackedEventRow = {
  id: bigint | number
  name: string
  data: unknown
  happened_at: Date | string
}

/**
 * Stores events reported by the visitor's page, deletes the oldest beyond the limit, and notifies the team. Does nothing before the
 * visitor's first message. As with pages, visitors do not notice.
 *
 * @throws SupportError `forbidden` for agents, `blocked`, `not_found` if the conversation does not exist or is not the visitor's
 */
export async function trackEvents(
  viewer: Viewer,
  conversationId: string,
  events: readonly TrackedEventDraft[],
): Promise<void> {
  requireCan(viewer, 'track')
  await inTransaction(async (tx) => {
    const { site_id: siteId, last_visitor_position } = await lockConversation(tx, viewer, conversationId)
    if (last_visitor_position === 0n) return
    // Two tabs may report concurrently, each in a different conversation.
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${viewer.id}::uuid FOR NO KEY UPDATE`
    const now = Date.now()
    const rows = await tx.trackedEvent.createManyAndReturn({
      data: events.map(({ name, data = {}, secondsAgo = 0 }) => ({
        visitorId: viewer.id,
        name,
        data,
        happenedAt: new Date(now - secondsAgo * 1_000),
      })),
    })
    await dropOldest(tx, viewer.id)
    noteEvent(tx, {
      type: 'events.tracked',
      actor: actorOf(viewer),
      siteId,
      conversationId,
      events: rows
        .map((row) => presentTrackedEvent({ ...row, happened_at: row.happenedAt }))
        .sort((a, b) => b.id - a.id),
    })
  })
}

/** Moves one visitor's events to another. The caller has locked both. */
export async function moveTrackedEvents(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.trackedEvent.updateMany({ where: { visitorId: fromId }, data: { visitorId: toId } })
  await dropOldest(tx, toId)
}

/** Selects a visitor's {@link TrackedEventRow}s as JSON, newest first; `NULL` if there are none. */
export function selectTrackedEvents(visitorId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT json_agg(tracked ORDER BY tracked.id DESC) FROM (
    SELECT id, name, data, happened_at FROM tracked_event WHERE visitor_id = ${visitorId}) AS tracked`
}

/** An event as the team sees it. */
export function presentTrackedEvent({ id, name, data, happened_at }: TrackedEventRow): TrackedEvent {
  // The contract validated the data before it was stored.
  return {
    id: Number(id),
    name,
    data: data as TrackedEvent['data'],
    happenedAt: new Date(happened_at).toISOString(),
  }
}

async function dropOldest(tx: Transaction, visitorId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM tracked_event WHERE visitor_id = ${visitorId}::uuid AND id <= (
      SELECT id FROM tracked_event WHERE visitor_id = ${visitorId}::uuid ORDER BY id DESC
      OFFSET ${MAX_TRACKED_EVENTS}::int LIMIT 1)`
}
