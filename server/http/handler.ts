import { type ErrorBody, errorCodes } from '@/contract/error-codes'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { isDatabaseAway } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { failPoint } from '@/server/fail-point'
import { log } from '@/server/logger'
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

/** When to try again after the database was away, in seconds. */
const UNAVAILABLE_RETRY_SECONDS = 2

/**
 * Wraps a route so that it may throw: the single place where errors become HTTP responses. Requests that browsers send
 * from pages to which the route is not open, or that exceed what `limit` allows their caller, are refused before the route sees
 * them; answers are personal, so no cache may keep them, unless a route that is open to everyone says otherwise.
 *
 * @returns the route as Next.js calls it. Its `answer` does the same without a `Response`, which costs less
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
    const answered = await perform().catch((error) => errorAnswer(error, requestId))
    // Requests caused by another site are never compressed: see `process/web/compress.ts`.
    if (siteOrigin !== null && !(answered instanceof Response)) answered.isCompressible = false
    const isPublic =
      openTo === 'everyone' && answered instanceof Response && answered.headers.has('Cache-Control')
    const headers = {
      ...corsHeaders(siteOrigin),
      ...(!isPublic && { 'Cache-Control': 'private, no-store' }),
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
    }
    addHeaders(answered, headers, lateCookies(request))
    return answered
  }
  async function route(request: Request, { params }: RouteContext<Params>): Promise<Response> {
    return toResponse(await answer(request, await params))
  }
  // The limit is read by the test that no route is without one, `openTo` by the answer to preflights.
  return Object.assign(route, { answer, limit, openTo })
}

/** As {@link handler}, for calls that pages of a site may make for its visitors. */
export function siteHandler<Params = Record<string, never>>(limit: RouteLimitName, handle: Handle<Params>) {
  return handler(limit, handle, 'sites')
}

/** The answer to an error: its code's status and body; a bland 500 for what nobody planned. */
export function errorAnswer(error: unknown, requestId: string = crypto.randomUUID()): JsonAnswer {
  const { code, message, param, retryAfterSeconds } = plannedError(error, requestId)
  const body: ErrorBody = { error: { code, message, ...(param === undefined ? {} : { param }), requestId } }
  const answer = json(body, { status: errorCodes[code].status })
  if (retryAfterSeconds !== undefined) answer.headers['Retry-After'] = String(Math.ceil(retryAfterSeconds))
  return answer
}

/** A request that is refused counts as a stranger's. */
async function admitted(
  request: Request,
  credentials: Credentials,
  { limit, openTo }: { limit: RouteLimitName; openTo: OpenTo },
  handle: () => Promise<Answer>,
): Promise<Answer> {
  const { refusal } = credentials
  const leave = await admit(
    {
      credentials,
      side: request.headers.get(SIDE_HEADER),
      network: peerNetwork(request),
      ...(openTo === 'sites' && refusal === null && { site: siteNameOf(credentials) }),
      ...(refusal === null && { received: () => receiveBody(request) }),
    },
    limit,
  )
  let outcome: Outcome = 'nothing'
  try {
    if (refusal !== null) throw new SupportError(refusal)
    requireServedContract(request)
    const answer = await handle()
    const isRepeat = request.method === 'POST' && answer.status === 200
    if (!isRepeat) outcome = 'done'
    if (request.method !== 'GET') failPoint('before_reply')
    return answer
  } finally {
    leave(outcome)
  }
}

/** One name for the default site, whether the request names it or no site. */
function siteNameOf({ site }: Credentials): string {
  return site === null || site.isDefault ? 'default' : site.id
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
