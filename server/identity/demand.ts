import { inTransaction } from '@/server/events/transaction'
import { takeTokensOfSiteBack } from '@/server/visitors/ended-sessions'

/**
 * Takes back the realtime tokens that a site's anonymous visitors hold, because it demands an identity now. Their sessions stay:
 * what they wrote is theirs again once the site vouches for them.
 */
export async function takeAnonymousTokensBack(siteId: string): Promise<void> {
  await inTransaction((tx) => takeTokensOfSiteBack(tx, { siteId, verifiedBy: null }))
}
