import type { PublicSite } from '@/contract/sites/site-settings'
import { findSite } from './sites'

/** What any browser may know about an active site, and which pages may frame its chat. */
export type PublicSiteOfKey = {
  site: PublicSite
  /** As stored: each is safe in `frame-ancestors`. */
  allowedOrigins: readonly string[]
  /** Whether pages of this origin may show the chat. */
  allows: (origin: string) => boolean
}

/**
 * Finds the public data of an active site by its key or by an alias; `null` if there is none. As fresh as {@link findSite}, and
 * likewise without a query per request.
 */
export async function findPublicSite(key: string): Promise<PublicSiteOfKey | null> {
  const found = await findSite(key)
  if (found === null) return null
  const { key: ownKey, name, settings, allowedOrigins, origins } = found
  return { site: { key: ownKey, name, settings }, allowedOrigins, allows: (origin) => origins.allows(origin) }
}
