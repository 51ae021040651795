import { isIP } from 'node:net'
import { getPublicSuffix } from 'tldts'
import type { ErrorCode } from '@/contract/error-codes'
import { parseUrl } from '@/contract/parse-url'
import { MAX_ORIGIN_LENGTH } from '@/contract/sites/site'
import { env } from '@/server/settings/env'

/** Why an address is rejected. */
type Refusal = Extract<ErrorCode, `origin_${string}`>

/**
 * A host name that is safe in a Content Security Policy: letters, digits and hyphens, optionally with an asterisk as first
 * label.
 */
const HOST_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

const PRIVATE_ADDRESS = /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./
/** Names that do not exist in public DNS. */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|local|lan|internal|test|home\.arpa)$/

/**
 * Normalizes a typed address to an origin, `scheme://host:port`, as browsers do, with non-ASCII names as punycode. `*.` is
 * allowed as the first label. The default scheme is `https`, or `http` for private network names and addresses. The result is
 * safe in a header: it has no space, quote, comma or semicolon.
 */
export function readOriginEntry(text: string): { origin: string } | { refusal: Refusal } {
  const typed = text.trim()
  if (typed === '' || typed.length > MAX_ORIGIN_LENGTH || /[\s\p{Cc}\\]/u.test(typed)) return malformed
  const url = parse(typed)
  if (url === null || !/^https?:$/.test(url.protocol)) return malformed
  const { protocol, hostname, host, pathname, search, hash, username, password } = url
  if (username !== '' || password !== '' || hostname.length > 253) return malformed
  if (pathname !== '/' || search !== '' || hash !== '' || /[?#]$/.test(typed))
    return refuse('origin_with_path')
  const name = hostname.replace(/^\*\./, '')
  if (name.includes('*')) return refuse('origin_wildcard')
  if (!HOST_NAME.test(hostname)) return malformed
  if (name !== hostname && isSharedByStrangers(name)) return refuse('origin_public_suffix')
  if (protocol === 'http:' && !isPrivate(name) && !isServedByHttp()) return refuse('origin_insecure')
  return { origin: `${protocol}//${host}` }
}

const malformed = refuse('origin_malformed')

function refuse(refusal: Refusal): { refusal: Refusal } {
  return { refusal }
}

function parse(typed: string): URL | null {
  if (typed.includes('://')) return parseUrl(typed)
  const url = parseUrl(`https://${typed}`)
  return url !== null && isPrivate(url.hostname) ? parseUrl(`http://${typed}`) : url
}

/** Whether strangers can get names below this one: it is a public suffix (of a registry or a provider) or a single label. */
function isSharedByStrangers(name: string): boolean {
  return !name.includes('.') || getPublicSuffix(name, { allowPrivateDomains: true }) === name
}

function isPrivate(name: string): boolean {
  return isIP(name) === 0 ? PRIVATE_NAME.test(name) : PRIVATE_ADDRESS.test(name)
}

/** If Porchlight itself is served without encryption, requiring it of sites' pages adds nothing. */
function isServedByHttp(): boolean {
  return env().PUBLIC_URL?.startsWith('http://') ?? false
}
