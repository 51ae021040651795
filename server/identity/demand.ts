import { db } from '@/server/database/db'
import { inTransaction } from '@/server/events/transaction'
import { takeTokensBack } from '@/server/visitors/ended-sessions'

/** Tokens live for an hour at most, and the last use of a session is noted to the hour. */
const MAY_HOLD_TOKEN_MS = 2 * 60 * 60 * 1000

/**
 * Takes back the realtime tokens that a site's anonymous visitors hold, because it demands an identity now. Their sessions stay:
 * what they wrote is theirs again once the site vouches for them.
 */
export async function takeAnonymousTokensBack(siteId: string): Promise<void> {
  const since = new Date(Date.now() - MAY_HOLD_TOKEN_MS)
  const sessions = await db.visitorSession.findMany({
    where: { siteId, verifiedBy: null, lastUsedAt: { gt: since } },
    select: { id: true, siteId: true },
  })
  if (sessions.length > 0) await inTransaction(async (tx) => takeTokensBack(tx, sessions))
}
