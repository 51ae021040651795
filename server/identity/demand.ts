import { db } from '@/server/database/db'
import { inTransaction } from '@/server/events/transaction'
import { revokeTokens } from '@/server/visitors/ended-sessions'

/** Tokens live for at most an hour, and a session's last use is accurate to an hour. */
const MAY_HOLD_TOKEN_MS = 2 * 60 * 60 * 1000

/**
 * Revokes the realtime tokens of a site's anonymous visitors, because it now requires an identity. Keeps their sessions, so
 * that they get their conversations back once the site vouches for them.
 */
export async function revokeAnonymousTokens(siteId: string): Promise<void> {
  const since = new Date(Date.now() - MAY_HOLD_TOKEN_MS)
  const sessions = await db.visitorSession.findMany({
    where: { siteId, verifiedBy: null, lastUsedAt: { gt: since } },
    select: { id: true, siteId: true },
  })
  if (sessions.length > 0) await inTransaction(async (tx) => revokeTokens(tx, sessions))
}
