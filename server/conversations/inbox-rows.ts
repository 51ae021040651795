import type { InboxChanged } from '@/contract/log/events'
import { type InboxPreview, type InboxRow, type InboxVisitor, PREVIEW_LENGTH } from '@/contract/log/inbox'
import type { SiteTotals } from '@/contract/log/totals'
import type { Counter } from '@/server/database/entry-row'
import { presentSide } from '@/server/database/side'
import { presentMessage, presentTime } from '@/server/log/present'
import type { Viewer } from '@/server/policy/viewer'
import { Prisma, type Side } from '../../generated/prisma/client'
import { conversationColumns, NEEDS_ANSWER, withPeople } from './conversation-rows'
import { type ConversationRow, newestMessage } from './rows'

/** Runs a statement that the connection prepares once. */
type Query = <Row extends object>(text: string, values: unknown[]) => Promise<Row[]>

/** The conversations and visitors to read. */
export type InboxSubjects = {
  siteId: string
  conversationIds: readonly string[]
  visitorIds: readonly string[]
}

/** The list is the same for every agent. */
const TEAM: Pick<Viewer, 'side'> = { side: 'agent' }

/** What the agents' lists show of these conversations and visitors of a site at this moment. Those that are gone are left out. */
export async function readInbox(
  query: Query,
  { siteId, conversationIds, visitorIds }: InboxSubjects,
): Promise<InboxChanged> {
  const chosen = Prisma.sql`
    SELECT * FROM conversation WHERE id = ANY(${conversationIds}::uuid[]) AND last_shown_position > 0`
  const rows = await run<ConversationRow>(
    query,
    Prisma.sql`SELECT ${conversationColumns(TEAM)} FROM ${withPeople(TEAM, chosen)}`,
  )
  const wanted = [...new Set([...visitorIds, ...rows.map(({ user_id }) => user_id)])]
  const visitors = await run<VisitorRow>(
    query,
    Prisma.sql`SELECT visitor.id, visitor.revision, visitor.name, visitor.email, visitor.email_told_by,
        visitor.external_id IS NOT NULL AS is_verified,
        visitor.blocked_at, blocker.name AS blocker_name
      FROM users AS visitor LEFT JOIN users AS blocker ON blocker.id = visitor.blocked_by_id
      WHERE visitor.id = ANY(${wanted}::uuid[]) AND visitor.role = 'VISITOR'`,
  )
  const { at, ...totals } = await readTotals(query, siteId)
  return { at, siteId, rows: rows.map(toRow), visitors: visitors.map(toVisitor), totals }
}

type VisitorRow = {
  id: string
  revision: Counter
  name: string | null
  email: string | null
  is_verified: boolean
  email_told_by: Side | null
  blocked_at: Date | null
  blocker_name: string | null
}

/** Read after the rows, so that `at` is no earlier than any of them. */
async function readTotals(query: Query, siteId: string): Promise<SiteTotals & { at: string }> {
  // Each condition is that of a partial index, word for word.
  const [totals] = await run<{ at: Date; unread: string; needs_answer: string }>(
    query,
    Prisma.sql`SELECT now() AS at,
      (SELECT count(*) FROM conversation
        WHERE last_visitor_sequence > agent_read_sequence AND site_id = ${siteId}) AS unread,
      (SELECT count(*) FROM conversation WHERE ${NEEDS_ANSWER} AND site_id = ${siteId}) AS needs_answer`,
  )
  if (totals === undefined) throw new Error('counting answered no row')
  return {
    at: presentTime(totals.at),
    unread: Number(totals.unread),
    needsAnswer: Number(totals.needs_answer),
  }
}

function run<Row extends object>(query: Query, { text, values }: Prisma.Sql): Promise<Row[]> {
  return query<Row>(text, values)
}

function toRow(row: ConversationRow): InboxRow {
  return {
    id: row.id,
    siteId: row.site_id,
    revision: Number(row.revision),
    visitorId: row.user_id,
    status: row.status,
    waitingSince: row.status === 'OPEN' && row.waiting_since ? presentTime(row.waiting_since) : null,
    createdAt: presentTime(row.created_at),
    lastActivityAt: presentTime(row.last_activity_at),
    lastSequence: Number(row.last_place),
    agentReadSequence: Number(row.agent_read_place),
    visitorReadSequence: Number(row.visitor_read_place),
    unreadCount: Number(row.unread_count),
    preview: toPreview(row),
  }
}

function toPreview(row: ConversationRow): InboxPreview | null {
  const newest = newestMessage(row)
  if (newest === null) return null
  const { id, version, kind, senderSide, senderId, senderName, content, createdAt, deletedAt } =
    presentMessage(newest)
  const text = Array.from(content.slice(0, 2 * PREVIEW_LENGTH))
    .slice(0, PREVIEW_LENGTH)
    .join('')
  return { messageId: id, version, kind, side: senderSide, senderId, senderName, text, createdAt, deletedAt }
}

function toVisitor(row: VisitorRow): InboxVisitor {
  const { id, revision, name, email, email_told_by, is_verified: isVerified, blocked_at, blocker_name } = row
  const block = blocked_at && { since: presentTime(blocked_at), by: blocker_name }
  const emailToldBy = email_told_by && presentSide(email_told_by)
  return { id, revision: Number(revision), name, email, emailToldBy, isVerified, block }
}
