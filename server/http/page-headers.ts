import { BUILD, BUILD_HEADER } from '@/contract/build'
import type { RealtimeEndpoint } from '@/contract/realtime-endpoint'

/** Ably's own hosts, which the SDK chooses from by itself (https://ably.com/docs/platform/architecture). */
const ABLY_HOSTS = ['*.ably.net', '*.ably-realtime.com', '*.ably.io']

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
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    ...headersOfEveryAnswer(page.publicUrl),
  }
}

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
  const directives = {
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
  }
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
