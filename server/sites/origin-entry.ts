import { isIP } from 'node:net'
import { getPublicSuffix } from 'tldts'
import type { ErrorCode } from '@/contract/error-codes'
import { MAX_ORIGIN_LENGTH } from '@/contract/sites/site'
import { env } from '@/server/settings/env'

/** Why an address is not taken. */
type Refusal = Extract<ErrorCode, `origin_${string}`>

/** What may stand in a Content Security Policy as it is: letters, digits and hyphens, with an asterisk as the first label. */
const HOST_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

const PRIVATE_ADDRESS = /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./
/** Names that no public DNS server answers for. */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|local|lan|internal|test|home\.arpa)$/

/**
 * Reads an address that a person typed as the origin of a site: `scheme://host:port` as browsers write it, so names of other
 * alphabets as punycode, with `*.` allowed as the first label. Without a scheme `https` is meant, or `http` for names and addresses
 * of a private network. What it returns is safe to stand in a header: it holds no space, quote, comma or semicolon.
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
  if (typed.includes('://')) return urlOf(typed)
  const url = urlOf(`https://${typed}`)
  return url !== null && isPrivate(url.hostname) ? urlOf(`http://${typed}`) : url
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

/** Whether anyone may get a name below this one: it is a public suffix, of a registry or a provider, or a single label. */
function isSharedByStrangers(name: string): boolean {
  return !name.includes('.') || getPublicSuffix(name, { allowPrivateDomains: true }) === name
}

function isPrivate(name: string): boolean {
  return isIP(name) === 0 ? PRIVATE_NAME.test(name) : PRIVATE_ADDRESS.test(name)
}

/** Where Porchlight itself is served without encryption, that of its sites' pages adds nothing. */
function isServedByHttp(): boolean {
  return env().PUBLIC_URL?.startsWith('http://') ?? false
}
