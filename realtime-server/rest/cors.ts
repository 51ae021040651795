import type { IncomingMessage } from 'node:http'

/**
 * Allows calls from browsers on every origin: tokens protect channels, and cookies are never read. The SDK sends requests with
 * credentials, which rules out `*`.
 */
export function corsHeaders({ headers }: IncomingMessage): Record<string, string> {
  if (headers.origin === undefined) return {}
  return {
    'access-control-allow-origin': headers.origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Link, X-Ably-Errorcode, X-Ably-Errormessage, X-Ably-ServerId',
    vary: 'Origin',
  }
}

/** The response to a preflight request. */
export const preflightHeaders: Record<string, string> = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, accept, x-ably-version, ably-agent, x-ably-clientid, x-ably-lib',
  'access-control-max-age': '86400',
}
