import type { BrowserStorage } from '@/client/browser/browser-storage'
import type { VisitorCredential } from './host'
import { storedCredential } from './stored-credential'

const PROBE = '__Host-porchlight_probe'
const ATTRIBUTES = 'Secure; Path=/; SameSite=None; Partitioned'

/**
 * The visitor's credential in a frame on another site. If a partitioned cookie sticks, the token lives only in that cookie,
 * which no script can read. Otherwise (http, some Safaris, blocked cookies) it is kept in the frame's storage, or in memory,
 * and sent with each request.
 */
export function frameCredential(siteKey: string, storage: BrowserStorage): VisitorCredential {
  return storedCredential(siteKey, storage, { keepsCookie: doesCookieStick() })
}

/** Whether a partitioned cookie can be set and read back. Sends no request. */
function doesCookieStick(): boolean {
  if (location.protocol !== 'https:') return false
  try {
    // biome-ignore-start lint/suspicious/noDocumentCookie: the newer API is asynchronous and missing in some browsers
    document.cookie = `${PROBE}=1; ${ATTRIBUTES}`
    const sticks = document.cookie.split('; ').includes(`${PROBE}=1`)
    document.cookie = `${PROBE}=; Max-Age=0; ${ATTRIBUTES}`
    // biome-ignore-end lint/suspicious/noDocumentCookie: see above
    return sticks
  } catch {
    return false
  }
}
