import type { ErrorCode } from '@/contract/error-codes'
import { agentAuth, PEER_HEADER } from '@/server/auth/agents'
import { SupportError } from '@/server/support/errors'
import { readBytes } from './input'

/** What the sign-in library's statuses mean in our own words. */
const codes: Record<number, ErrorCode> = {
  400: 'validation_failed',
  401: 'not_authenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  422: 'validation_failed',
  429: 'rate_limited',
}

/**
 * Lets the sign-in library answer, with its errors in the form of all others.
 *
 * @param peer the network that the request came from, for counting tries
 * @throws SupportError for every answer of the library that is an error
 */
export async function handleAuth(request: Request, peer: string): Promise<Response> {
  const response = await agentAuth().handler(await withPeer(request, peer))
  if (response.status < 400) return new Response(response.body, response)

  const retryAfter = Number(response.headers.get('x-retry-after'))
  throw new SupportError(codes[response.status] ?? 'internal_error', {
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  })
}

/** A request that says where it came from, whatever it said before. */
async function withPeer(request: Request, peer: string): Promise<Request> {
  const headers = new Headers(request.headers)
  headers.set(PEER_HEADER, peer)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  return new Request(request.url, {
    method: request.method,
    headers,
    ...(hasBody && { body: await readBytes(request) }),
  })
}
