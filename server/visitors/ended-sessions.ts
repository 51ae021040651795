import type { Transaction } from '@/server/database/db'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import type { Viewer } from '@/server/policy/viewer'
import type { Prisma } from '../../generated/prisma/client'

/** Sessions that one event names: the realtime service takes back the tokens of so many in a request. */
const IDS_PER_EVENT = 100

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
export function takeTokensBack(tx: Transaction, sessions: readonly { id: string; siteId: string }[]): void {
  for (const siteId of new Set(sessions.map((session) => session.siteId))) {
    const ids = sessions.filter((session) => session.siteId === siteId).map(({ id }) => id)
    for (let from = 0; from < ids.length; from += IDS_PER_EVENT) {
      const sessionIds = ids.slice(from, from + IDS_PER_EVENT)
      noteEvent(tx, { type: 'visitor_sessions.ended', actor: null, siteId, sessionIds })
    }
  }
}

/** Ends the session that asks. The visitor's others stay. */
export async function endOwnSession({ sessionId }: Viewer): Promise<void> {
  if (sessionId !== undefined) await inTransaction((tx) => endVisitorSessions(tx, { id: sessionId }))
}
