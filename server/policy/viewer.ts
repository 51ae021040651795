import type { Side } from '@/contract/message'
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
