import { parseUrl } from '@/contract/parse-url'

/** Host names have at most 253 characters, plus scheme and port. */
const MAX_ORIGIN_LENGTH = 300

const SUBDOMAINS = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/

/**
 * A list of allowed origins, with entries such as `https://shop.example` and `https://*.shop.example:8443`. `*` as the first
 * label matches one or more labels, as in `frame-ancestors`; scheme and port must be equal. Entries that are not http(s)
 * origins match nothing.
 */
export class OriginList {
  readonly #exact = new Set<string>()
  readonly #wildcards: { scheme: string; suffix: string }[] = []

  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry)
  }

  /** @param origin as browsers send it, in lower case and without the scheme's default port */
  allows(origin: string): boolean {
    if (this.#exact.has(origin)) return true
    if (origin.length > MAX_ORIGIN_LENGTH) return false
    return this.#wildcards.some(
      ({ scheme, suffix }) =>
        origin.startsWith(scheme) &&
        origin.endsWith(suffix) &&
        SUBDOMAINS.test(origin.slice(scheme.length, -suffix.length)),
    )
  }

  #add(entry: string): void {
    const url = parseUrl(entry)
    if (url === null) return
    const { protocol, host, hostname, origin } = url
    if (protocol !== 'https:' && protocol !== 'http:') return
    if (!hostname.includes('*')) this.#exact.add(origin)
    else if (/^\*(\.[^.*]+){2,}$/.test(hostname))
      this.#wildcards.push({ scheme: `${protocol}//`, suffix: host.slice(1) })
  }
}
