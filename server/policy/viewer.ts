import type { Side } from '@/contract/log/message'
import { Prisma } from '../../generated/prisma/client'

/** The person on whose behalf a call is made. Every domain function takes one; none reads cookies or headers. */
export type Viewer = {
  side: Side
  role: 'visitor' | 'agent' | 'admin'
  id: string
  /** The sites whose visitors the viewer may see: ids or all. For a visitor, their own site. */
  sites: 'all' | readonly string[]
  /** `null` for a visitor who has given no name. */
  name: string | null
  /** For an agent: the id of their picture. */
  picture?: string | null
  /** The current session. Its realtime connections end with it. */
  sessionId?: string
  /** For a visitor: whether their site vouched for them when the session started. */
  isVerified?: boolean
  /** Blocked visitors may only read. */
  isBlocked?: boolean
}

/** The id of the person who runs a command on the server. No account uses it. */
export const OPERATOR_ID = '00000000-0000-0000-0000-000000000000'

/** The id of a visitor's site. */
export function siteIdOf({ sites }: Viewer): string {
  if (sites === 'all' || sites.length !== 1) throw new Error('only a visitor belongs to one site')
  return sites[0] as string
}

/** The viewer as the actor of an event. */
export function actorOf({ side, id, name }: Viewer): Pick<Viewer, 'side' | 'id' | 'name'> {
  return { side, id, name }
}

/**
 * Restricts a query over `conversation` to those visible to this viewer. Other people's conversations and missing ones look the
 * same, because there is no second check.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  if (viewer.side === 'visitor') return Prisma.sql`conversation.user_id = ${viewer.id}::uuid`
  return viewer.sites === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`conversation.site_id = ANY(${viewer.sites}::text[])`
}
