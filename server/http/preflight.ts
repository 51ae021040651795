import { BUILD_HEADER, CONTRACT_HEADER } from '@/contract/build'
import { IDEMPOTENCY_HEADER } from '@/contract/http/idempotency-header'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { CREDENTIAL_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { SupportError } from '@/server/errors'
import { isOriginOfAnySite } from '@/server/sites/sites'
import { corsHeaders } from './cors'
import { handler } from './handler'

/** The headers that a page of another origin may send. */
const HEADERS = [
  'Content-Type',
  BUILD_HEADER,
  CONTRACT_HEADER,
  CREDENTIAL_HEADER,
  IDEMPOTENCY_HEADER,
  SIDE_HEADER,
  SITE_HEADER,
  VISITOR_HEADER,
].join(', ')

/** How long a browser may reuse the answer; Chromium's maximum. */
const KEPT_SECONDS = 7_200

/**
 * Answers browsers that ask whether a page of another origin may make a call (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
 * They do not send the site's key, so any site's origin will do; the call itself is checked against its site.
 *
 * @param methods those of the address that are open to sites
 */
export function preflight(methods: readonly string[]) {
  return handler(
    'preflight',
    async ({ headers }) => {
      const origin = headers.get('origin')
      const method = headers.get('access-control-request-method')
      if (origin === null || method === null) throw new SupportError('method_not_allowed')
      if (!methods.includes(method) || !(await isOriginOfAnySite(origin)))
        throw new SupportError('origin_not_allowed')
      return new Response(null, {
        status: 204,
        headers: {
          ...corsHeaders(origin),
          'Access-Control-Allow-Methods': methods.join(', '),
          'Access-Control-Allow-Headers': HEADERS,
          'Access-Control-Max-Age': String(KEPT_SECONDS),
        },
      })
    },
    'everyone',
  )
}
