import type { AgentSessions, EndedSessions } from '@/contract/people/account'
import { db, type Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

/**
 * Where the caller is signed in, the latest used first.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function listSessions(viewer: Viewer): Promise<AgentSessions> {
  requireCan(viewer, 'use_account')
  const sessions = await db.session.findMany({
    where: { userId: viewer.id, expiresAt: { gt: new Date() } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  })
  return {
    data: sessions.map(({ id, userAgent, createdAt, updatedAt }) => ({
      id,
      browser: userAgent,
      createdAt: createdAt.toISOString(),
      lastUsedAt: updatedAt.toISOString(),
      isCurrent: id === viewer.sessionId,
    })),
  }
}

/**
 * Ends one of the caller's own sessions: its calls are refused at once, and its realtime connections end within seconds,
 * because the deletion of the row announces it.
 *
 * @throws SupportError `forbidden` for visitors, `not_found` for a session that is not the caller's, or no longer
 */
export async function endSession(viewer: Viewer, sessionId: string): Promise<EndedSessions> {
  requireCan(viewer, 'use_account')
  const { count } = await db.session.deleteMany({ where: { id: sessionId, userId: viewer.id } })
  if (count === 0) throw new SupportError('not_found')
  log.auth.info({ by: viewer.id }, 'an agent ended a session')
  return { endedSessions: count }
}

/**
 * Ends all of the caller's sessions, or all but the one that asks.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function endSessions(
  viewer: Viewer,
  { keepCurrent }: { keepCurrent: boolean },
): Promise<EndedSessions> {
  requireCan(viewer, 'use_account')
  const endedSessions = await deleteSessions(db, viewer.id, keepCurrent ? viewer.sessionId : undefined)
  log.auth.info({ by: viewer.id, count: endedSessions }, 'an agent ended sessions')
  return { endedSessions }
}

/** Whether an agent is signed in anywhere. */
export async function hasSession(agentId: string): Promise<boolean> {
  const session = await db.session.findFirst({
    where: { userId: agentId, expiresAt: { gt: new Date() } },
    select: { id: true },
  })
  return session !== null
}

/** Deletes all sessions of an agent, or all but one. Answers how many there were. */
export async function deleteSessions(
  client: Transaction | typeof db,
  userId: string,
  exceptId?: string,
): Promise<number> {
  const { count } = await client.session.deleteMany({
    where: { userId, ...(exceptId !== undefined && { id: { not: exceptId } }) },
  })
  return count
}

/** Notes that a session is in use. Answers whether it still is one of an agent who may be here. */
export async function touchSession(sessionId: string): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id: sessionId, expiresAt: { gt: new Date() }, user: { deactivatedAt: null } },
    data: { updatedAt: new Date() },
  })
  return count > 0
}
