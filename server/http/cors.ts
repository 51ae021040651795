import { BUILD_HEADER } from '@/contract/build'

/** What a client reads of an answer beside its body. */
const EXPOSED = [BUILD_HEADER, 'Retry-After', 'X-Request-Id'].join(', ')

/**
 * What lets a page of another origin read an answer; nothing for `null`. Credentials are never allowed: browsers would then send
 * and keep cookies.
 */
export function corsHeaders(siteOrigin: string | null): Record<string, string> {
  if (siteOrigin === null) return {}
  return {
    'Access-Control-Allow-Origin': siteOrigin,
    'Access-Control-Expose-Headers': EXPOSED,
    Vary: 'Origin',
  }
}
