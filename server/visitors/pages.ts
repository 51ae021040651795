import { MAX_VISITED_PAGES } from '@/contract/limits'
import type { PageVisit, VisitedPage } from '@/contract/sites/visited-page'
import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { lockConversation } from '@/server/log/lock'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** A page as the database tells it, alone or in JSON. */
export type PageRow = {
  id: bigint | number
  address: string
  title: string | null
  visited_at: Date | string
}

/**
 * Keeps the page that the visitor of this conversation is on, drops the oldest of too many, and tells the team. Nothing happens
 * before the visitor's first message, nor for the page that they are on already; a new title replaces the old one. It touches neither
 * the conversation nor its log, so a visitor cannot tell that it happened.
 *
 * @throws SupportError `forbidden` for agents, `blocked`, `not_found` when the conversation is absent or not the visitor's
 */
export async function visitPage(
  viewer: Viewer,
  conversationId: string,
  { address, title = null }: PageVisit,
): Promise<void> {
  requireCan(viewer, 'tell_page')
  await inTransaction(async (tx) => {
    const { site_id: siteId, last_visitor_position } = await lockConversation(tx, viewer, conversationId)
    if (last_visitor_position === 0n) return
    // Two tabs may tell at once, each in a conversation of its own.
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${viewer.id}::uuid FOR NO KEY UPDATE`
    const current = await tx.visitedPage.findFirst({
      where: { visitorId: viewer.id },
      orderBy: { id: 'desc' },
    })
    const isSame = current?.address === address
    if (isSame && (title === null || title === current.title)) return

    const select = { id: true, address: true, title: true, visitedAt: true }
    const page = isSame
      ? await tx.visitedPage.update({ where: { id: current.id }, data: { title }, select })
      : await tx.visitedPage.create({ data: { visitorId: viewer.id, address, title }, select })
    await dropOldest(tx, viewer.id)
    noteEvent(tx, {
      type: 'page.visited',
      actor: actorOf(viewer),
      siteId,
      conversationId,
      page: presentPage({ ...page, visited_at: page.visitedAt }),
    })
  })
}

/** Gives the pages of one visitor to another one. Both are locked. */
export async function movePages(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.visitedPage.updateMany({ where: { visitorId: fromId }, data: { visitorId: toId } })
  await dropOldest(tx, toId)
}

/** Selects the {@link PageRow}s of a visitor as JSON, newest first; `NULL` for none. */
export function selectPages(visitorId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT json_agg(visited ORDER BY visited.id DESC) FROM (
    SELECT id, address, title, visited_at FROM visited_page WHERE visitor_id = ${visitorId}) AS visited`
}

/** A page as the team sees it. */
export function presentPage({ id, address, title, visited_at }: PageRow): VisitedPage {
  return { id: Number(id), address, title, visitedAt: new Date(visited_at).toISOString() }
}

async function dropOldest(tx: Transaction, visitorId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM visited_page WHERE visitor_id = ${visitorId}::uuid AND id <= (
      SELECT id FROM visited_page WHERE visitor_id = ${visitorId}::uuid ORDER BY id DESC
      OFFSET ${MAX_VISITED_PAGES}::int LIMIT 1)`
}
