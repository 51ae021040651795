import { BUILD, BUILD_HEADER } from '@/contract/build'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'

/** Ably's hosts, from which the SDK chooses (https://ably.com/docs/platform/architecture). */
const ABLY_HOSTS = ['*.ably.net', '*.ably-realtime.com', '*.ably.io']

const PERMISSIONS =
  'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'

type Page = {
  /** Random for each response: scripts without it do not run. */
  nonce: string
  /** The requested host and port. */
  host: string | undefined
  /** The address people use, if it is known. */
  publicUrl: string | undefined
  endpoint: RealtimeEndpoint
  /** Hot reload uses `eval`, which is forbidden in production. */
  isDevelopment: boolean
}

/**
 * The headers of every page: run only our scripts, connect only to us and the realtime service, never be framed, send no referrers.
 * Inline styles are allowed, because toasts and avatars use them.
 */
export function pageHeaders(page: Page): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(page),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS,
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    ...headersOfEveryAnswer(page.publicUrl),
  }
}

/** The inputs for the headers of the chat's page in a frame. */
type FramePage = Pick<Page, 'host' | 'endpoint'> & {
  /** The site's list, as stored. */
  allowedOrigins: readonly string[]
}

/**
 * The headers of the chat's page in another site's page: allow framing only if every ancestor is on the site's list, and run
 * only our files, no inline scripts. Cross-origin isolated pages may frame it.
 */
export function frameHeaders({ host, endpoint, allowedOrigins }: FramePage): Record<string, string> {
  const ancestors = allowedOrigins.filter((origin) => FRAME_ANCESTOR.test(origin))
  return {
    'Content-Security-Policy': policyOf({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'connect-src': ["'self'", ...realtimeSources(endpoint, host)],
      'form-action': ["'none'"],
      'frame-ancestors': ancestors.length === 0 ? ["'none'"] : ancestors,
      'img-src': ["'self'", 'data:', 'blob:'],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
    }),
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Permissions-Policy': PERMISSIONS,
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  }
}

/**
 * An origin that is safe in a policy, as a second check: a space or a semicolon would end the directive. Sources cannot be IPv6
 * addresses.
 */
const FRAME_ANCESTOR = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/

/**
 * The headers of every response, whether page, file or error: no sniffing, HTTPS only, and the server's build, so that open pages
 * notice when they are outdated.
 */
export function headersOfEveryAnswer(publicUrl: string | undefined): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    [BUILD_HEADER]: BUILD,
    ...(publicUrl?.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
}

function contentSecurityPolicy({ nonce, host, endpoint, isDevelopment }: Page): string {
  return policyOf({
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'connect-src': ["'self'", ...realtimeSources(endpoint, host)],
    'font-src': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'img-src': ["'self'", 'data:'],
    'object-src': ["'none'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
  })
}

function policyOf(directives: Record<string, string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ')
}

function realtimeSources(endpoint: RealtimeEndpoint, host: string | undefined): string[] {
  if (endpoint.kind === 'embedded') return hostSources(host, ['ws', 'wss'])
  if (endpoint.endpoint === null || !/[.:]|^localhost$/.test(endpoint.endpoint)) {
    return ABLY_HOSTS.flatMap((name) => [`https://${name}`, `wss://${name}`])
  }
  const schemes = endpoint.tls ? ['https', 'wss'] : ['http', 'ws']
  // A source cannot be an IPv6 address (https://www.w3.org/TR/CSP3/#grammardef-host-part).
  if (endpoint.endpoint.startsWith('[')) return schemes.map((scheme) => `${scheme}:`)
  const authority = endpoint.port === null ? endpoint.endpoint : `${endpoint.endpoint}:${endpoint.port}`
  return hostSources(authority, schemes)
}

/**
 * Sources for a host. None if it is not a valid host: it comes from the request, and a space in it would end the directive.
 * None for IPv6 addresses either, which browsers do not accept; `'self'` covers our own.
 */
function hostSources(host: string | undefined, schemes: string[]): string[] {
  if (host === undefined || !/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host)) return []
  return schemes.map((scheme) => `${scheme}://${host}`)
}
