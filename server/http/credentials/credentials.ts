import type { ErrorCode } from '@/contract/error-codes'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import type { CredentialMode } from '@/generated/prisma/client'
import { SupportError } from '@/server/errors'
import { isOwnOrigin } from '@/server/own-host'
import { type ActiveSite, findSite } from '@/server/sites/sites'
import { readAgentCookie, readVisitorCookie } from './cookies'

/**
 * Whose pages may make a call: only ours, also those whose origin a site allows, or everyone's because the call reads no
 * credentials. Clients other than browsers count as ours.
 */
export type OpenTo = 'own' | 'sites' | 'everyone'

/** The credentials of a request. Not yet verified. */
export type Credentials = {
  /** An agent's cookie, as sent. */
  agentCookie: string | null
  /** A visitor's token, and how it was sent. */
  visitor: { token: string; mode: CredentialMode } | null
  /** The site that the request names; `null` if it names none, which means the default site. */
  site: ActiveSite | null
  /** The origin of a site's page, which may read the response; `null` for our own pages and for programs. */
  siteOrigin: string | null
  /** Why the request is refused. It has no credentials then. */
  refusal: ErrorCode | null
}

const NONE: Credentials = { agentCookie: null, visitor: null, site: null, siteOrigin: null, refusal: null }

const read = new WeakMap<Request, Credentials>()

/**
 * Decides which credentials of a request to accept, and stores them for {@link credentialsOf}. API calls use no others.
 *
 * | origin | cookies | `Porchlight-Visitor` | result |
 * |---|---|---|---|
 * | ours; none, unless `Sec-Fetch-Site` says cross-site | used | wins over the visitor's cookie | agent, or visitor of the site |
 * | allowed by the named site | ignored | used | visitor of that site; the page may read the answer |
 * | any other, `null` | ignored | ignored | refused |
 *
 * Without `Porchlight-Site`, the default site counts as the named one.
 */
export async function readCredentials(request: Request, openTo: OpenTo): Promise<Credentials> {
  const credentials = openTo === 'everyone' ? NONE : await decide(request, openTo)
  read.set(request, credentials)
  return credentials
}

/** The credentials that {@link readCredentials} stored for this request. */
export function credentialsOf(request: Request): Credentials {
  const credentials = read.get(request)
  if (credentials === undefined) throw new Error('the credentials of this request have not been read')
  return credentials
}

/**
 * The credentials of a page request, used only for rate limiting. The origin is not checked, because any site may link to a page:
 * `SameSite=Lax` decides which cookies are sent, and loading a page changes nothing.
 */
export function pageCredentials(headers: Headers): Pick<Credentials, 'agentCookie' | 'visitor'> {
  return { agentCookie: readAgentCookie(headers), visitor: visitorOfCookie(headers, null) }
}

/** The site on which an anonymous caller becomes a visitor, and how they get their token. */
export type StartPlace = {
  site: ActiveSite
  mode: CredentialMode
  /** The site whose cookie has the token, or `null` for our own page's. */
  cookieSite: ActiveSite | null
}

/**
 * Where a conversation is started. Pages of other origins always get the token in the response, because their cookies are ignored.
 *
 * @throws SupportError `validation_failed` for an unknown value of `Porchlight-Credential`
 */
export async function startPlaceOf(request: Request): Promise<StartPlace> {
  const { site: named, siteOrigin } = credentialsOf(request)
  const requested = request.headers.get(CREDENTIAL_HEADER)
  if (requested !== null && requested !== IN_HEADER)
    throw new SupportError('validation_failed', { param: CREDENTIAL_HEADER })

  const site = await siteOfRequest(request)
  const mode = siteOrigin !== null || requested === IN_HEADER ? 'HEADER' : 'COOKIE'
  return { site, mode, cookieSite: named }
}

/**
 * The site that a request is for.
 *
 * @throws SupportError `unknown_site` if it names none and there is no default site
 */
export async function siteOfRequest(request: Request): Promise<ActiveSite> {
  const site = credentialsOf(request).site ?? (await findSite(null))
  if (site === null) throw new SupportError('unknown_site')
  return site
}

async function decide({ method, headers }: Request, openTo: 'own' | 'sites'): Promise<Credentials> {
  const key = headers.get(SITE_HEADER)
  const site = key === null ? null : await findSite(key)
  if (key !== null && site === null) return refused('unknown_site')

  if (isOwn(headers)) {
    const visitor = visitorOfHeader(headers) ?? visitorOfCookie(headers, site)
    return { ...NONE, agentCookie: readAgentCookie(headers), visitor, site }
  }

  const origin = headers.get('origin')
  if (openTo === 'sites' && origin !== null && headers.get(SIDE_HEADER) !== 'agent') {
    const { origins } = site ?? (await findSite(null)) ?? {}
    if (origins?.allows(origin))
      return { ...NONE, visitor: visitorOfHeader(headers), site, siteOrigin: origin }
  }
  // Requests that name no site keep the code from before sites had origins.
  const isForgery = key === null && method !== 'GET' && method !== 'HEAD'
  return refused(isForgery ? 'csrf' : 'origin_not_allowed')
}

/** Without `Sec-Fetch-Site`, browsers send an Origin for all but plain reads, whose responses other pages cannot see. */
function isOwn(headers: Headers): boolean {
  const fetchSite = headers.get('sec-fetch-site')
  if (fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  const origin = headers.get('origin')
  return origin === null || isOwnOrigin(origin, headers.get('host'))
}

function refused(refusal: ErrorCode): Credentials {
  return { ...NONE, refusal }
}

function visitorOfHeader(headers: Headers): Credentials['visitor'] {
  const token = headers.get(VISITOR_HEADER)
  return token === null || token === '' ? null : { token, mode: 'HEADER' }
}

function visitorOfCookie(headers: Headers, site: ActiveSite | null): Credentials['visitor'] {
  const token = readVisitorCookie(headers, site)
  return token === null ? null : { token, mode: 'COOKIE' }
}
