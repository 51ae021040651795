import type { Side } from '@/contract/log/message'
import { Prisma } from '../../generated/prisma/client'

/** The person who asks. Every domain function takes one; none reads cookies or headers. */
export type Viewer = {
  side: Side
  role: 'visitor' | 'agent' | 'admin'
  id: string
  /** The sites whose visitors the viewer may see: ids, or all. For a visitor, their own site. */
  sites: 'all' | readonly string[]
  /** `null` for a visitor who has not told a name. */
  name: string | null
  /** Of an agent: the id of their picture. */
  picture?: string | null
  /** The session that asks. What it holds of realtime ends with it. */
  sessionId?: string
  /** Of a visitor: whether their site vouched for them when the session began. */
  isVerified?: boolean
  /** A blocked visitor may read what it may see, and nothing else. */
  isBlocked?: boolean
}

/** The id of the person who runs a command on the server. No account has it. */
export const OPERATOR_ID = '00000000-0000-0000-0000-000000000000'

/** A visitor's site. */
export function siteIdOf({ sites }: Viewer): string {
  if (sites === 'all' || sites.length !== 1) throw new Error('only a visitor belongs to one site')
  return sites[0] as string
}

/** The viewer as the actor of an event. */
export function actorOf({ side, id, name }: Viewer): Pick<Viewer, 'side' | 'id' | 'name'> {
  return { side, id, name }
}

/**
 * Limits a query over `conversation` to those this viewer may know about. Someone else's conversation and a missing
 * one answer alike, because there is no second check.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  if (viewer.side === 'visitor') return Prisma.sql`conversation.user_id = ${viewer.id}::uuid`
  return viewer.sites === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`conversation.site_id = ANY(${viewer.sites}::text[])`
}
