import { BUILD_HEADER } from '@/contract/build'

/** The response headers that clients read. */
const EXPOSED = [BUILD_HEADER, 'Retry-After', 'X-Request-Id'].join(', ')

/**
 * The headers that let a page of another origin read a response; none for `null`. Credentials are never allowed: browsers would
 * then send and store cookies.
 */
export function corsHeaders(siteOrigin: string | null): Record<string, string> {
  if (siteOrigin === null) return {}
  return {
    'Access-Control-Allow-Origin': siteOrigin,
    'Access-Control-Expose-Headers': EXPOSED,
    Vary: 'Origin',
  }
}
