import { MAX_TRACKED_EVENTS } from '@/contract/limits'
import type { TrackedEvent, TrackedEventDraft } from '@/contract/sites/tracked-event'
import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { lockConversation } from '@/server/log/lock'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** An event as the database tells it, alone or in JSON. */
export type TrackedEventRow = {
  id: bigint | number
  name: string
  data: unknown
  happened_at: Date | string
}

/**
 * Keeps what the page of this conversation's visitor told, drops the oldest of too many, and tells the team. Nothing happens before
 * the visitor's first message. As with pages, a visitor cannot tell that it happened.
 *
 * @throws SupportError `forbidden` for agents, `blocked`, `not_found` when the conversation is absent or not the visitor's
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
    // Two tabs may tell at once, each in a conversation of its own.
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

/** Gives the events of one visitor to another one. Both are locked. */
export async function moveTrackedEvents(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.trackedEvent.updateMany({ where: { visitorId: fromId }, data: { visitorId: toId } })
  await dropOldest(tx, toId)
}

/** Selects the {@link TrackedEventRow}s of a visitor as JSON, newest first; `NULL` for none. */
export function selectTrackedEvents(visitorId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT json_agg(tracked ORDER BY tracked.id DESC) FROM (
    SELECT id, name, data, happened_at FROM tracked_event WHERE visitor_id = ${visitorId}) AS tracked`
}

/** An event as the team sees it. */
export function presentTrackedEvent({ id, name, data, happened_at }: TrackedEventRow): TrackedEvent {
  // The table takes only what the contract has let through.
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
