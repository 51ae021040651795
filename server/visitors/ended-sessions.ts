import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import type { Viewer } from '@/server/policy/viewer'
import type { Prisma } from '../../generated/prisma/client'

/** Sessions per event: the realtime service can revoke the tokens of this many in one request. */
const IDS_PER_EVENT = 100

/** Tokens live for at most an hour, and a session's last use is accurate to an hour. */
const MAY_HOLD_TOKEN_MS = 2 * 60 * 60 * 1000

/**
 * Ends visitor sessions: their credentials are refused once this commits, and their realtime tokens are revoked soon after.
 *
 * @returns how many it ended
 */
export async function endVisitorSessions(
  tx: Transaction,
  where: Prisma.VisitorSessionWhereInput,
): Promise<number> {
  const ended = await tx.visitorSession.findMany({ where, select: { id: true, siteId: true } })
  // An array is one parameter, however many ids there are.
  await tx.$executeRaw`DELETE FROM visitor_session WHERE id = ANY(${ended.map(({ id }) => id)}::uuid[])`
  revokeTokens(tx, ended)
  return ended.length
}

/** Has the realtime service revoke these sessions' tokens once this commits. */
function revokeTokens(tx: Transaction, sessions: readonly { id: string; siteId: string }[]): void {
  for (const siteId of new Set(sessions.map((session) => session.siteId))) {
    const ids = sessions.filter((session) => session.siteId === siteId).map(({ id }) => id)
    for (let from = 0; from < ids.length; from += IDS_PER_EVENT) {
      const sessionIds = ids.slice(from, from + IDS_PER_EVENT)
      noteEvent(tx, { type: 'visitor_sessions.ended', actor: null, siteId, sessionIds })
    }
  }
}

/**
 * Revokes the realtime tokens that a site's visitors may hold. Their sessions stay.
 *
 * @param of which of the site's sessions; all of them if it names only the site
 */
export async function revokeTokensOfSite(
  tx: Transaction,
  of: Prisma.VisitorSessionWhereInput & { siteId: string },
): Promise<void> {
  const since = new Date(Date.now() - MAY_HOLD_TOKEN_MS)
  const sessions = await tx.visitorSession.findMany({
    where: { ...of, lastUsedAt: { gt: since } },
    select: { id: true, siteId: true },
  })
  revokeTokens(tx, sessions)
}

/** Ends the visitor's current session, but not their others. */
export async function endOwnSession({ sessionId }: Viewer): Promise<void> {
  if (sessionId !== undefined) await inTransaction((tx) => endVisitorSessions(tx, { id: sessionId }))
}
