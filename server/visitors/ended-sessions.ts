import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import type { Viewer } from '@/server/policy/viewer'
import type { Prisma } from '../../generated/prisma/client'

/** Sessions that one event names: the realtime service takes back the tokens of so many in a request. */
const IDS_PER_EVENT = 100

/** Tokens live for an hour at most, and the last use of a session is noted to the hour. */
const MAY_HOLD_TOKEN_MS = 2 * 60 * 60 * 1000

/**
 * Ends visitors' sessions: their credentials are refused once this commits, and their realtime tokens are taken back soon after.
 *
 * @returns how many there were
 */
export async function endVisitorSessions(
  tx: Transaction,
  where: Prisma.VisitorSessionWhereInput,
): Promise<number> {
  const ended = await tx.visitorSession.findMany({ where, select: { id: true, siteId: true } })
  // One parameter, however many there are.
  await tx.$executeRaw`DELETE FROM visitor_session WHERE id = ANY(${ended.map(({ id }) => id)}::uuid[])`
  takeTokensBack(tx, ended)
  return ended.length
}

/** Tells the realtime service, once this commits, that tokens of these sessions count no longer. */
function takeTokensBack(tx: Transaction, sessions: readonly { id: string; siteId: string }[]): void {
  for (const siteId of new Set(sessions.map((session) => session.siteId))) {
    const ids = sessions.filter((session) => session.siteId === siteId).map(({ id }) => id)
    for (let from = 0; from < ids.length; from += IDS_PER_EVENT) {
      const sessionIds = ids.slice(from, from + IDS_PER_EVENT)
      noteEvent(tx, { type: 'visitor_sessions.ended', actor: null, siteId, sessionIds })
    }
  }
}

/**
 * Takes back the realtime tokens that visitors of a site may hold at this moment. Their sessions stay.
 *
 * @param of which of the site's sessions; all where it names no more
 */
export async function takeTokensOfSiteBack(
  tx: Transaction,
  of: Prisma.VisitorSessionWhereInput & { siteId: string },
): Promise<void> {
  const since = new Date(Date.now() - MAY_HOLD_TOKEN_MS)
  const sessions = await tx.visitorSession.findMany({
    where: { ...of, lastUsedAt: { gt: since } },
    select: { id: true, siteId: true },
  })
  takeTokensBack(tx, sessions)
}

/** Ends the session that asks. The visitor's others stay. */
export async function endOwnSession({ sessionId }: Viewer): Promise<void> {
  if (sessionId !== undefined) await inTransaction((tx) => endVisitorSessions(tx, { id: sessionId }))
}
