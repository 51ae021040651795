import { db } from '@/server/database/db'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** How much data a visitor has. */
export type VisitorSummary = {
  id: string
  name: string | null
  email: string | null
  conversations: number
  messages: number
}

/** Addresses are unverified, so many visitors may have the same one; no one reads more than these. */
const MAX_SUMMARIES = 20

/**
 * Finds visitors by id or by address, oldest first. The address is case-insensitive.
 *
 * @throws SupportError `forbidden` for non-admins
 */
export async function findVisitors(
  viewer: Viewer,
  by: { id: string } | { email: string },
): Promise<VisitorSummary[]> {
  requireCan(viewer, 'find_visitors')
  const condition =
    'id' in by
      ? Prisma.sql`visitor.id = ${by.id}::uuid`
      : Prisma.sql`visitor.email = ${by.email.toLowerCase()}`

  return db.$queryRaw<VisitorSummary[]>`
    SELECT visitor.id, visitor.name, visitor.email,
      (SELECT count(*) FROM conversation WHERE user_id = visitor.id)::int AS conversations,
      (SELECT count(*) FROM conversation JOIN visitor_log ON visitor_log.conversation_id = conversation.id
        WHERE user_id = visitor.id AND visitor_log.kind = 'MESSAGE')::int AS messages
    FROM users AS visitor WHERE visitor.role = 'VISITOR' AND ${condition} ORDER BY visitor.id LIMIT ${MAX_SUMMARIES}`
}
