import type { PublicSite } from '@/contract/sites/site-settings'
import { findSite } from './sites'

/** What any browser may know of the active site of this key, and whose pages may frame it. */
export type PublicSiteOfKey = {
  site: PublicSite
  /** As stored: each is safe to stand in a `frame-ancestors`. */
  allowedOrigins: readonly string[]
  /** Whether pages of this origin may show the chat. */
  allows: (origin: string) => boolean
}

/**
 * The public side of the active site of this key, or of another product's name for it; `null` when there is none. As fresh as
 * {@link findSite}, and like it without a query for each request.
 */
export async function findPublicSite(key: string): Promise<PublicSiteOfKey | null> {
  const found = await findSite(key)
  if (found === null) return null
  const { key: ownKey, name, settings, allowedOrigins, origins } = found
  return { site: { key: ownKey, name, settings }, allowedOrigins, allows: (origin) => origins.allows(origin) }
}
