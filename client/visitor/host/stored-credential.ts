import type { BrowserStorage } from '@/client/browser/browser-storage'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import type { VisitorCredential } from './host'

const TOKEN = 'credential'

/**
 * A visitor's credential stored in `storage`, or in memory, and sent with each request. If a cookie carries it instead
 * (`keepsCookie`), only a token from an earlier visit is sent: it takes precedence, so that a browser that starts to accept
 * cookies keeps its conversation.
 */
export function storedCredential(
  siteKey: string,
  storage: BrowserStorage,
  { keepsCookie }: { keepsCookie: boolean },
): VisitorCredential {
  const site = { [SITE_HEADER]: siteKey }
  /** The token sent last, and one that the server rejected. */
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
      // Another tab may have received a new one meanwhile.
      if ((await storage.get(TOKEN)) === dead) await storage.remove(TOKEN)
    },
  }
}
