import type { BrowserStorage } from '@/client/browser/browser-storage'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/visitor-headers'
import type { VisitorCredential } from './host'

const TOKEN = 'credential'
const PROBE = '__Host-porchlight_probe'
const ATTRIBUTES = 'Secure; Path=/; SameSite=None; Partitioned'

/**
 * The visitor's credential in a frame on another site. If a partitioned cookie sticks, the token lives only in that cookie,
 * which no script can read. Otherwise (http, some Safaris, blocked cookies) it is kept in the frame's storage, or in memory,
 * and sent with each request. A stored token takes precedence, so a browser that starts to accept cookies keeps its
 * conversation.
 */
export function frameCredential(siteKey: string, storage: BrowserStorage): VisitorCredential {
  const keepsCookie = doesCookieStick()
  const site = { [SITE_HEADER]: siteKey }
  /** The token that was sent last, and one that the server no longer knows. */
  let used: string | null = null
  let dead: string | null = null

  async function currentToken() {
    const token = await storage.get(TOKEN)
    return token === dead ? null : token
  }

  return {
    async headers() {
      const token = await currentToken()
      used = token
      return token === null ? site : { ...site, [VISITOR_HEADER]: token }
    },
    async startHeaders() {
      const isInHeader = !keepsCookie || (await currentToken()) !== null
      return isInHeader ? { [CREDENTIAL_HEADER]: IN_HEADER } : {}
    },
    async keep(token) {
      await storage.set(TOKEN, token)
    },
    async forget() {
      if (used === null) return
      dead = used
      // Another tab may have begun anew meanwhile.
      if ((await storage.get(TOKEN)) === dead) await storage.remove(TOKEN)
    },
  }
}

/** Whether a partitioned cookie can be set and read back. Sends no request. */
function doesCookieStick(): boolean {
  if (location.protocol !== 'https:') return false
  try {
    // biome-ignore-start lint/suspicious/noDocumentCookie: the newer way is missing in some browsers, and answers late
    document.cookie = `${PROBE}=1; ${ATTRIBUTES}`
    const sticks = document.cookie.split('; ').includes(`${PROBE}=1`)
    document.cookie = `${PROBE}=; Max-Age=0; ${ATTRIBUTES}`
    // biome-ignore-end lint/suspicious/noDocumentCookie: see above
    return sticks
  } catch {
    return false
  }
}
