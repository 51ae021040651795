import { type ErrorBody, errorCodes } from '@/contract/error-codes'
import { isDatabaseAway } from '@/server/database-errors'
import { failPoint } from '@/server/fail-point'
import { log } from '@/server/logger'
import { SupportError } from '@/server/support/errors'
import { lateCookies } from './late-cookies'
import { requireOwnOrigin } from './own-origin'

type RouteContext<Params> = { params: Promise<Params> }
type Handle<Params> = (request: Request, params: Params) => Promise<Response>

/** When to try again after the database was away, in seconds. */
const UNAVAILABLE_RETRY_SECONDS = 2

/**
 * Wraps a route so that it may throw: the single place where errors become HTTP responses. Requests that browsers send
 * from other sites are refused before the route sees them; answers are personal, so no cache may keep them.
 */
export function handler<Params = Record<string, never>>(handle: Handle<Params>) {
  return async function route(request: Request, { params }: RouteContext<Params>): Promise<Response> {
    const requestId = crypto.randomUUID()
    const response = await answer(request, params, handle).catch((error) => errorResponse(error, requestId))
    response.headers.set('Cache-Control', 'private, no-store')
    response.headers.set('X-Content-Type-Options', 'nosniff')
    response.headers.set('X-Request-Id', requestId)
    for (const cookie of lateCookies(request)) response.headers.append('Set-Cookie', cookie)
    return response
  }
}

/** The answer to an error: its code's status and body; a bland 500 for what nobody planned. */
export function errorResponse(error: unknown, requestId: string = crypto.randomUUID()): Response {
  const { code, message, param, retryAfterSeconds } = plannedError(error, requestId)
  const body: ErrorBody = { error: { code, message, ...(param === undefined ? {} : { param }), requestId } }
  const headers =
    retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }
  return Response.json(body, { status: errorCodes[code].status, headers })
}

async function answer<Params>(request: Request, params: Promise<Params>, handle: Handle<Params>) {
  requireOwnOrigin(request)
  const response = await handle(request, await params)
  if (request.method !== 'GET') failPoint('before_reply')
  return response
}

function plannedError(error: unknown, requestId: string): SupportError {
  if (error instanceof SupportError) return error
  if (isDatabaseAway(error)) {
    log.http.warn({ requestId, error }, 'the database could not be asked')
    return new SupportError('unavailable', { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS })
  }
  log.http.error({ requestId, error }, 'a route failed unexpectedly')
  return new SupportError('internal_error')
}
