import type { Side } from '@/contract/message'
import { Prisma } from '../../generated/prisma/client'
import { SupportError } from './errors'

/** Whoever is asking. Every domain function takes one; none reads cookies or headers. */
export type Viewer = {
  side: Side
  role: 'visitor' | 'agent' | 'admin'
  id: string
  /** `null` for a visitor who has not told a name. */
  name: string | null
}

/**
 * Limits a query over `conversation` to those this viewer may know about. Someone else's conversation and a missing
 * one answer alike, because there is no second check.
 */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  return viewer.side === 'agent' ? Prisma.sql`TRUE` : Prisma.sql`conversation.user_id = ${viewer.id}::uuid`
}

/**
 * For what only whoever runs the place may do. Asked before anything is looked up, so the answer tells nothing.
 *
 * @throws SupportError `forbidden`
 */
export function requireAdmin(viewer: Viewer): void {
  if (viewer.role !== 'admin') throw new SupportError('forbidden')
}
