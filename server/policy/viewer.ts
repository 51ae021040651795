import type { Side } from '@/contract/message'
import { SupportError } from '@/server/errors'
import { Prisma } from '../../generated/prisma/client'

/** The person who asks. Every domain function takes one; none reads cookies or headers. */
export type Viewer = {
  side: Side
  role: 'visitor' | 'agent' | 'admin'
  id: string
  /** `null` for a visitor who has not told a name. */
  name: string | null
  /** The session an agent asks with. What it holds of realtime ends with it. */
  sessionId?: string
  /** A blocked visitor may read what it may see, and nothing else. */
  isBlocked?: boolean
}

/** The viewer as the one who did something, for an event that tells of it. */
export function actorOf({ side, id, name }: Viewer): Pick<Viewer, 'side' | 'id' | 'name'> {
  return { side, id, name }
}

/**
 * Limits a query over `conversation` to those this viewer may know about. Someone else's conversation and a missing
 * one answer alike, because there is no second check.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  return viewer.side === 'agent' ? Prisma.sql`TRUE` : Prisma.sql`conversation.user_id = ${viewer.id}::uuid`
}

/**
 * For whatever writes or listens. Asked before anything is looked up, so the answer tells nothing.
 *
 * @throws SupportError `blocked`
 */
export function requireNotBlocked(viewer: Viewer): void {
  if (viewer.isBlocked) throw new SupportError('blocked')
}

/**
 * For what the team does, on behalf of no particular conversation.
 *
 * @throws SupportError `forbidden`
 */
export function requireTeam(viewer: Viewer): void {
  if (viewer.side !== 'agent') throw new SupportError('forbidden')
}

/**
 * For what only an admin may do. Asked before anything is looked up, so the answer tells nothing.
 *
 * @throws SupportError `forbidden`
 */
export function requireAdmin(viewer: Viewer): void {
  if (viewer.role !== 'admin') throw new SupportError('forbidden')
}

/**
 * For a field of a request that only the team may fill.
 *
 * @throws SupportError `forbidden`, which names the field
 */
export function requireAgent(viewer: Viewer, param: string): void {
  if (viewer.side !== 'agent') throw new SupportError('forbidden', { param })
}
