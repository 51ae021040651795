import { db } from '@/server/database/db'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'

/** How much there is of a visitor. */
export type VisitorSummary = {
  id: string
  name: string | null
  email: string | null
  conversations: number
  messages: number
}

/** Addresses are unverified, so many visitors may tell the same one; more than these nobody reads. */
const MAX_SUMMARIES = 20

/**
 * The visitors of this id or this address, oldest first. The address need not be written in small letters.
 *
 * @throws SupportError `forbidden` for everyone but admins
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
