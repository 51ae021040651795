import { inTransaction } from '@/server/events/transaction'
import { revokeTokensOfSite } from '@/server/visitors/ended-sessions'

/**
 * Revokes the realtime tokens of a site's anonymous visitors, because it now requires an identity. Keeps their sessions, so
 * that they get their conversations back once the site vouches for them.
 */
export async function revokeAnonymousTokens(siteId: string): Promise<void> {
  await inTransaction((tx) => revokeTokensOfSite(tx, { siteId, verifiedBy: null }))
}
