import * as z from 'zod/mini'

/** The public data of a site, as far as this package needs it. */
const publicSite = z.object({
  key: z.string(),
  name: z.string(),
  settings: z.object({ title: z.nullable(z.string()), welcome: z.nullable(z.string()), locale: z.string() }),
  realtime: z.union([
    z.object({ kind: z.literal('embedded') }),
    z.object({
      kind: z.literal('ably'),
      endpoint: z.nullable(z.string()),
      port: z.nullable(z.number()),
      tls: z.boolean(),
    }),
  ]),
})
export type PublicSite = z.infer<typeof publicSite>

/** The site's own texts for the chat, if it has any. */
export function siteTexts({ name, settings: { title, welcome } }: PublicSite) {
  return { teamName: title ?? name, ...(welcome !== null && { welcome }) }
}

/** How long to wait for a response, and before a retry, in milliseconds. */
const TIMEOUT_MS = 10_000
const RETRY_MS = 15_000

/**
 * Loads the site, retrying until Porchlight responds, and calls `found` once. Does not retry when the key is unknown or the site
 * does not allow this page. Returns a function that cancels.
 */
export function followSite(server: string, siteKey: string, found: (site: PublicSite) => void): () => void {
  const stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask() {
    const answer = await fetchSite(server, siteKey, stop.signal)
    if (stop.signal.aborted) return
    if (typeof answer === 'object') return found(answer)
    console.warn(`Porchlight: ${reasons[answer]} (${server}, ${siteKey})`)
    if (answer === 'unreachable') timer = setTimeout(() => void ask(), RETRY_MS)
  }

  void ask()
  return () => {
    stop.abort()
    clearTimeout(timer)
  }
}

const reasons = {
  refused: 'the site does not allow pages at this address. Add it in Settings → Sites → General',
  unknown: 'no site has this key. Copy it from Settings → Sites → Install',
  unreachable: 'the server cannot be reached. The chat keeps retrying',
}

async function fetchSite(
  server: string,
  siteKey: string,
  signal: AbortSignal,
): Promise<PublicSite | keyof typeof reasons> {
  try {
    const response = await fetch(`${server}/widget/${encodeURIComponent(siteKey)}.json`, {
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (response.status === 403) return 'refused'
    if (response.status === 404) return 'unknown'
    return publicSite.parse(await response.json())
  } catch {
    return 'unreachable'
  }
}
