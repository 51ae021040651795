import type { BrowserStorage } from '@/client/browser/browser-storage'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/visitor-headers'
import type { VisitorCredential } from './host'

const TOKEN = 'credential'
const PROBE = '__Host-porchlight_probe'
const ATTRIBUTES = 'Secure; Path=/; SameSite=None; Partitioned'

/**
 * Who the visitor is, in a frame that another site embeds. Where a cookie of the frame's own partition sticks, the token
 * lives there alone and no script sees it. Elsewhere, on http, in some Safaris, with cookies blocked, it lives in the frame's
 * storage, or only in its memory, and goes with each request. A stored token wins, so that a browser which changes its mind
 * keeps its conversation.
 */
export function frameCredential(siteKey: string, storage: BrowserStorage): VisitorCredential {
  const keepsCookie = doesCookieStick()
  const site = { [SITE_HEADER]: siteKey }
  /** The one that was sent last, and one that the server does not know any more. */
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

/** Whether a cookie set here can be read back. Asks nobody; what throws does not stick. */
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
