import type { IncomingMessage } from 'node:http'

/**
 * Lets browsers of every origin call: what protects a channel is the token, and no cookie is ever looked at. The SDK
 * sends requests with credentials, which forbids `*`.
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

/** What a browser asks before the request itself. */
export const preflightHeaders: Record<string, string> = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, accept, x-ably-version, ably-agent, x-ably-clientid, x-ably-lib',
  'access-control-max-age': '86400',
}
