import { BUILD, BUILD_HEADER } from '@/contract/build'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'

/** Ably's own hosts, which the SDK chooses from by itself (https://ably.com/docs/platform/architecture). */
const ABLY_HOSTS = ['*.ably.net', '*.ably-realtime.com', '*.ably.io']

const PERMISSIONS =
  'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'

type Page = {
  /** Random, for this answer alone: scripts without it do not run. */
  nonce: string
  /** The host, and port, that the browser called. */
  host: string | undefined
  /** The address people use, if it is known. */
  publicUrl: string | undefined
  endpoint: RealtimeEndpoint
  /** Hot reload makes code from text, which nothing may do in production. */
  isDevelopment: boolean
}

/**
 * What every page tells the browser: run our scripts only, talk to us and the realtime service only, never be framed,
 * send our addresses nowhere. Styles may stand in the page, because the toasts and avatars bring theirs along.
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

/** What the chat's page in a frame is told apart from {@link Page}. */
type FramePage = Pick<Page, 'host' | 'endpoint'> & {
  /** The site's list, as it is stored. */
  allowedOrigins: readonly string[]
}

/**
 * What the chat's page in another site's page tells the browser: show it only where every page around it is on the site's list,
 * run our files only, take no script from the page itself. Pages that isolate themselves may frame it.
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
 * An origin that a policy may name, checked once more: a space or a semicolon would end the directive. No source can be an
 * IPv6 address.
 */
const FRAME_ANCESTOR = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/

/**
 * The headers of every answer, be it a page, a file or an error: trust the content type, stay with https, and the server's build,
 * by which an open page notices that it is outdated.
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
  // No source can name an IPv6 address (https://www.w3.org/TR/CSP3/#grammardef-host-part).
  if (endpoint.endpoint.startsWith('[')) return schemes.map((scheme) => `${scheme}:`)
  const authority = endpoint.port === null ? endpoint.endpoint : `${endpoint.endpoint}:${endpoint.port}`
  return hostSources(authority, schemes)
}

/**
 * Nothing for what is not a host: the name comes from the request, and a space in it would end the directive. Nothing for
 * an IPv6 address either, which browsers do not accept there; `'self'` is enough for our own.
 */
function hostSources(host: string | undefined, schemes: string[]): string[] {
  if (host === undefined || !/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host)) return []
  return schemes.map((scheme) => `${scheme}://${host}`)
}
