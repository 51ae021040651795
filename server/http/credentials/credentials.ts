import type { ErrorCode } from '@/contract/error-codes'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import type { CredentialMode } from '@/generated/prisma/client'
import { SupportError } from '@/server/errors'
import { isOwnOrigin } from '@/server/own-host'
import { type ActiveSite, findSite } from '@/server/sites/sites'
import { readAgentCookie, readVisitorCookie } from './cookies'

/**
 * Whose pages may make a call: ours alone, also those of a site that allows their origin, or everyone's because the call reads no
 * credentials. Programs that are no browsers count as ours.
 */
export type OpenTo = 'own' | 'sites' | 'everyone'

/** The credentials of a request. None of them is verified yet. */
export type Credentials = {
  /** An agent's cookie, as it was sent. */
  agentCookie: string | null
  /** A visitor's token, and how it was handed over. */
  visitor: { token: string; mode: CredentialMode } | null
  /** The site that the request names; `null` where it names none and means the default one. */
  site: ActiveSite | null
  /** The origin of a site's page, which may read the answer; `null` for our own pages and programs. */
  siteOrigin: string | null
  /** Why the request is refused. It has no credentials then. */
  refusal: ErrorCode | null
}

const NONE: Credentials = { agentCookie: null, visitor: null, site: null, siteOrigin: null, refusal: null }

const read = new WeakMap<Request, Credentials>()

/**
 * Decides which credentials of a request count, and keeps them for {@link credentialsOf}. No API call uses any other.
 *
 * | origin | cookies | `Porchlight-Visitor` | result |
 * |---|---|---|---|
 * | ours; none, unless `Sec-Fetch-Site` names another | used | wins over the visitor's cookie | agent, or visitor of the site |
 * | allowed by the named site | ignored | used | visitor of that site; the page may read the answer |
 * | any other, `null` | ignored | ignored | refused |
 *
 * Without `Porchlight-Site` the default site counts as named.
 */
export async function readCredentials(request: Request, openTo: OpenTo): Promise<Credentials> {
  const credentials = openTo === 'everyone' ? NONE : await decide(request, openTo)
  read.set(request, credentials)
  return credentials
}

/** The credentials that {@link readCredentials} has read from this request. */
export function credentialsOf(request: Request): Credentials {
  const credentials = read.get(request)
  if (credentials === undefined) throw new Error('the credentials of this request have not been read')
  return credentials
}

/**
 * The credentials of a request for a page, only for counting it against its sender. The origin is not checked, because any site may
 * link to a page: `SameSite=Lax` decides which cookies are sent, and loading a page changes nothing.
 */
export function pageCredentials(headers: Headers): Pick<Credentials, 'agentCookie' | 'visitor'> {
  return { agentCookie: readAgentCookie(headers), visitor: visitorOfCookie(headers, null) }
}

/** The site on which a stranger becomes a visitor, and how they get their token. */
export type StartPlace = {
  site: ActiveSite
  mode: CredentialMode
  /** Whose cookie holds the token: a named site's, or `null` for that of our own page. */
  cookieSite: ActiveSite | null
}

/**
 * A page of another origin always gets its token in the answer: its cookies are ignored.
 *
 * @throws SupportError `validation_failed` for a value of `Porchlight-Credential` that has no meaning
 */
export async function startPlaceOf(request: Request): Promise<StartPlace> {
  const { site: named, siteOrigin } = credentialsOf(request)
  const wish = request.headers.get(CREDENTIAL_HEADER)
  if (wish !== null && wish !== IN_HEADER)
    throw new SupportError('validation_failed', { param: CREDENTIAL_HEADER })

  const site = await siteOfRequest(request)
  const mode = siteOrigin !== null || wish === IN_HEADER ? 'HEADER' : 'COOKIE'
  return { site, mode, cookieSite: named }
}

/**
 * The site that a request is for.
 *
 * @throws SupportError `unknown_site` where it names none and there is no default one
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
  // The code that this had before sites had origins.
  const isForgery = key === null && method !== 'GET' && method !== 'HEAD'
  return refused(isForgery ? 'csrf' : 'origin_not_allowed')
}

/** Without `Sec-Fetch-Site`, browsers name the origin of everything but plain reads, whose answers other pages cannot see. */
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
