import { type ErrorBody, errorCodes } from '@/contract/error-codes'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { isDatabaseAway } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { failPoint } from '@/server/fail-point'
import { log } from '@/server/logger'
import { hasSeveralSites } from '@/server/sites/sites'
import { type Answer, addHeaders, type JsonAnswer, json, toResponse } from './answer'
import { corsHeaders } from './cors'
import { type Credentials, type OpenTo, readCredentials } from './credentials/credentials'
import { lateCookies } from './credentials/late-cookies'
import { receiveBody } from './input'
import { admit, type Outcome } from './limits/admission'
import type { RouteLimitName } from './limits/route-limits'
import { peerNetwork } from './peer-address'
import { requireServedContract } from './served-contract'

type RouteContext<Params> = { params: Promise<Params> }
type Handle<Params> = (request: Request, params: Params) => Promise<Answer>

/** When to retry after the database was unavailable, in seconds. */
const UNAVAILABLE_RETRY_SECONDS = 2

/**
 * Wraps a route so that it may throw: the only place where errors become HTTP responses. Refuses requests from pages to which the
 * route is not open, or beyond the caller's `limit`, before the route runs. Responses are personal, so caches must not store them,
 * unless a route that is open to everyone says otherwise.
 *
 * @returns the route for Next.js. Its `answer` does the same without creating a `Response`, which is cheaper
 */
export function handler<Params = Record<string, never>>(
  limit: RouteLimitName,
  handle: Handle<Params>,
  openTo: OpenTo = 'own',
) {
  async function answer(request: Request, params: Params): Promise<Answer> {
    const requestId = crypto.randomUUID()
    let siteOrigin: string | null = null
    async function perform(): Promise<Answer> {
      const credentials = await readCredentials(request, openTo)
      siteOrigin = credentials.siteOrigin
      return admitted(request, credentials, { limit, openTo }, () => handle(request, params))
    }
    const result = await perform().catch((error) => errorAnswer(error, requestId))
    // Answers to cross-site requests are never compressed: see `process/web/compress.ts`.
    if (siteOrigin !== null && !(result instanceof Response)) result.isCompressible = false
    const isPublic =
      openTo === 'everyone' && result instanceof Response && result.headers.has('Cache-Control')
    const headers = {
      ...corsHeaders(siteOrigin),
      ...(!isPublic && { 'Cache-Control': 'private, no-store' }),
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
    }
    addHeaders(result, headers, lateCookies(request))
    return result
  }
  async function route(request: Request, { params }: RouteContext<Params>): Promise<Response> {
    return toResponse(await answer(request, await params))
  }
  // A test reads `limit` to check that every route has one; preflights read `openTo`.
  return Object.assign(route, { answer, limit, openTo })
}

/** Like {@link handler}, for calls that a site's pages may make for its visitors. */
export function siteHandler<Params = Record<string, never>>(limit: RouteLimitName, handle: Handle<Params>) {
  return handler(limit, handle, 'sites')
}

/** The answer for an error: the status and body of its code, or a generic 500 if it is unexpected. */
export function errorAnswer(error: unknown, requestId: string = crypto.randomUUID()): JsonAnswer {
  const { code, message, param, retryAfterSeconds } = supportErrorOf(error, requestId)
  const body: ErrorBody = { error: { code, message, ...(param === undefined ? {} : { param }), requestId } }
  const answer = json(body, { status: errorCodes[code].status })
  if (retryAfterSeconds !== undefined) answer.headers['Retry-After'] = String(Math.ceil(retryAfterSeconds))
  return answer
}

/** Runs `handle` once the request is admitted. A refused request counts as a stranger's. */
async function admitted(
  request: Request,
  credentials: Credentials,
  { limit, openTo }: { limit: RouteLimitName; openTo: OpenTo },
  handle: () => Promise<Answer>,
): Promise<Answer> {
  const { refusal } = credentials
  const site = openTo === 'sites' && refusal === null ? await siteToCount(credentials) : null
  const leave = await admit(
    {
      credentials,
      side: request.headers.get(SIDE_HEADER),
      network: peerNetwork(request),
      ...(site !== null && { site }),
      ...(refusal === null && { received: () => receiveBody(request) }),
    },
    limit,
  )
  let outcome: Outcome = 'nothing'
  try {
    if (refusal !== null) throw new SupportError(refusal)
    requireServedContract(request)
    const answer = await handle()
    const isRetry = request.method === 'POST' && answer.status === 200
    if (!isRetry) outcome = 'done'
    if (request.method !== 'GET') failPoint('before_reply')
    return answer
  } finally {
    leave(outcome)
  }
}

/**
 * The key under which a request counts for its site: the same for the default site whether or not the request names it. `null`
 * while only one site is active, because its share would protect no other.
 */
async function siteToCount({ site }: Credentials): Promise<string | null> {
  if (!(await hasSeveralSites())) return null
  return site === null || site.isDefault ? 'default' : site.id
}

function supportErrorOf(error: unknown, requestId: string): SupportError {
  if (error instanceof SupportError) return error
  if (isDatabaseAway(error)) {
    log.http.warn({ requestId, error }, 'the database is unavailable')
    return new SupportError('unavailable', { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS })
  }
  log.http.error({ requestId, error }, 'a route failed unexpectedly')
  return new SupportError('internal_error')
}
