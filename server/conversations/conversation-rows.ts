import type { ConversationQuery, MessageQuery } from '@/contract/http/page'
import { type db, queryPrepared, type Transaction } from '@/server/database/db'
import type { PlacedRow } from '@/server/database/entry-row'
import { literalLimit } from '@/server/database/literal-limit'
import { selectEntries } from '@/server/log/page'
import { hasUnread, joinNewest, logOf, newestColumns, unreadCount } from '@/server/log/views'
import { type Viewer, visibleTo } from '@/server/policy/viewer'
import { type PageRow, selectPages } from '@/server/visitors/pages'
import { selectTrackedEvents, type TrackedEventRow } from '@/server/visitors/tracked-events'
import { Prisma } from '../../generated/prisma/client'
import type { ListCursor, ListSort } from './list-cursor'
import type { ConversationRow } from './rows'

/** The condition of a partial index, word for word. */
export const NEEDS_ANSWER = Prisma.sql`conversation.waiting_since IS NOT NULL AND conversation.status = 'OPEN'`

/** Each comparison has exactly the columns of an index, in its order, so a page costs the same wherever it lies. */
const orders: Record<ListSort, { by: Prisma.Sql; after: (cursor: ListCursor) => Prisma.Sql }> = {
  newest: {
    by: Prisma.sql`ORDER BY conversation.last_activity_at DESC, conversation.id DESC`,
    after: ({ at, id }) => Prisma.sql`(last_activity_at, id) < (${at}::timestamptz, ${id}::uuid)`,
  },
  waiting: {
    by: Prisma.sql`ORDER BY conversation.waiting_since, conversation.id`,
    after: ({ at, id }) => Prisma.sql`(waiting_since, id) > (${at}::timestamptz, ${id}::uuid)`,
  },
}

/** One conversation, or `null` when it is absent or not visible to `viewer`. */
export async function findConversationRow(
  client: Transaction | typeof db,
  viewer: Viewer,
  conversationId: string,
): Promise<ConversationRow | null> {
  const [row] = await client.$queryRaw<ConversationRow[]>`
    SELECT ${conversationColumns(viewer)} FROM ${withPeople(viewer, chosenById(viewer, conversationId))}`
  return row ?? null
}

/** A conversation with a page of its log, as they were at one moment. */
export type SnapshotRow = ConversationRow & {
  entries: PlacedRow<string>[] | null
  /** For agents; `null` for none. */
  pages?: PageRow[] | null
  tracked?: TrackedEventRow[] | null
  epoch: string
}

/** As {@link findConversationRow}, with the rows for a page of its log and one more if there is more. */
export async function findSnapshotRow(
  viewer: Viewer,
  conversationId: string,
  query: MessageQuery,
): Promise<SnapshotRow | null> {
  const entries = selectEntries(logOf(viewer), Prisma.sql`conversation.id`, query, literalLimit(query.limit))
  const visitor = Prisma.sql`conversation.user_id`
  const visit =
    viewer.side === 'agent'
      ? Prisma.sql`, (${selectPages(visitor)}) AS pages, (${selectTrackedEvents(visitor)}) AS tracked`
      : Prisma.empty
  const [row] = await queryPrepared<SnapshotRow>(
    `conversation-${viewer.side}`,
    Prisma.sql`
      SELECT ${conversationColumns(viewer)}, installation.epoch,
        (SELECT json_agg(page) FROM (${entries}) AS page) AS entries${visit}
      FROM installation CROSS JOIN ${withPeople(viewer, chosenById(viewer, conversationId))}`,
  )
  return row ?? null
}

/** A page of conversations, with totals over all of the viewer's: unread and, for agents, needing an answer, by site. */
export type ListedRows = {
  rows: ConversationRow[]
  unread: CountBySite
  needsAnswer: CountBySite
  epoch: string
}

/** Numbers of conversations by site id. Sites without any are left out. */
export type CountBySite = Readonly<Record<string, number>>

/** Conversations in the order asked for, beginning after `cursor`: `limit` and at least one more if there is more. */
export async function listConversationRows(
  viewer: Viewer,
  { status, unread, ids, siteId, needsAnswer, sort = 'newest', limit }: Omit<ConversationQuery, 'cursor'>,
  cursor: ListCursor | null,
): Promise<ListedRows> {
  const conditions = [
    visibleTo(viewer),
    // Nobody has said anything there yet, so there is nothing to answer.
    viewer.side === 'agent' && Prisma.sql`last_shown_position > 0`,
    ids && Prisma.sql`conversation.id = ANY(${ids}::uuid[])`,
    siteId && Prisma.sql`conversation.site_id = ${siteId}`,
    status && Prisma.sql`conversation.status = ${literalStatus[status]}`,
    unread !== undefined && (unread ? hasUnread(viewer) : Prisma.sql`NOT (${hasUnread(viewer)})`),
    needsAnswer !== undefined && (needsAnswer ? NEEDS_ANSWER : Prisma.sql`NOT (${NEEDS_ANSWER})`),
    cursor && orders[sort].after(cursor),
  ].filter((condition) => condition instanceof Prisma.Sql)
  const chosen = Prisma.sql`
    SELECT * FROM conversation WHERE ${Prisma.join(conditions, ' AND ')}
    ${orders[sort].by} LIMIT ${literalLimit(limit)}`
  const waiting =
    viewer.side === 'agent' ? Prisma.sql`${visibleTo(viewer)} AND ${NEEDS_ANSWER}` : Prisma.sql`FALSE`

  // Without a conversation there is one row all the same, for what is true of all of them.
  const rows = await queryPrepared<
    (ConversationRow | { id: null }) & {
      unread_by_site: CountBySite | null
      needs_answer_by_site: CountBySite | null
      epoch: string
    }
  >(
    // A side of its own: strangers must not use up the shapes that agents need.
    `conversations-${viewer.side}`,
    Prisma.sql`
      SELECT ${conversationColumns(viewer)}, installation.epoch,
        ${countBySite(Prisma.sql`${visibleTo(viewer)} AND ${hasUnread(viewer)}`)} AS unread_by_site,
        ${countBySite(waiting)} AS needs_answer_by_site
      FROM installation LEFT JOIN (${withPeople(viewer, chosen)}) ON TRUE
      ${orders[sort].by}`,
  )
  const [first] = rows
  if (first === undefined) throw new Error('the installation has no row')
  return {
    rows: rows.filter((row) => row.id !== null),
    unread: first.unread_by_site ?? {},
    needsAnswer: first.needs_answer_by_site ?? {},
    epoch: first.epoch,
  }
}

function countBySite(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT json_object_agg(site_id, count) FROM (
          SELECT site_id, count(*) FROM conversation WHERE ${condition} GROUP BY site_id) AS by_site)`
}

/** Written out, so that the planner knows how many rows there are of each. */
const literalStatus = { OPEN: Prisma.sql`'OPEN'`, CLOSED: Prisma.sql`'CLOSED'` }

function chosenById(viewer: Viewer, conversationId: string): Prisma.Sql {
  return Prisma.sql`SELECT * FROM conversation WHERE id = ${conversationId}::uuid AND ${visibleTo(viewer)}`
}

/** Each chosen conversation with its visitor and its newest message as the viewer sees it, all found by key. */
export function withPeople(viewer: Pick<Viewer, 'side'>, chosen: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${chosen}) AS conversation
    JOIN users AS visitor ON visitor.id = conversation.user_id
    LEFT JOIN users AS blocker ON blocker.id = visitor.blocked_by_id
    ${joinNewest(viewer)}`
}

/**
 * The columns of a {@link ConversationRow}, by name: a prepared statement that selects `*` fails for good once a
 * migration adds a column. Each side finds its own numbers under the same names.
 */
export function conversationColumns(viewer: Pick<Viewer, 'side'>): Prisma.Sql {
  const own =
    viewer.side === 'agent'
      ? Prisma.sql`conversation.last_position AS last_place, conversation.visitor_read_position AS visitor_read_place,
    conversation.agent_read_position AS agent_read_place, conversation.revision, conversation.updated_at`
      : Prisma.sql`conversation.last_sequence AS last_place, conversation.visitor_read_sequence AS visitor_read_place,
    conversation.agent_read_sequence AS agent_read_place, conversation.visitor_revision AS revision,
    conversation.visitor_updated_at AS updated_at`
  return Prisma.sql`conversation.id, conversation.user_id, conversation.site_id, conversation.status, ${own},
    conversation.last_activity_at, conversation.waiting_since, conversation.created_at, conversation.page_url,
    conversation.referrer, conversation.language, conversation.time_zone, conversation.browser,
    visitor.revision AS visitor_revision, visitor.name AS visitor_name, visitor.email AS visitor_email,
    visitor.email_told_by AS visitor_email_told_by, visitor.external_id IS NOT NULL AS visitor_is_verified,
    visitor.blocked_at AS visitor_blocked_at,
    blocker.name AS blocker_name, ${newestColumns}, ${unreadCount(viewer)} AS unread_count`
}
