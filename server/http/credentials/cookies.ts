import { ATTEMPT_SECONDS } from '@/server/agents/oidc/attempt'
import { env } from '@/server/settings/env'
import { VISITOR_SESSION_SECONDS } from '@/server/visitors/sessions'

const DEVICE_SECONDS = 365 * 24 * 60 * 60

/** The site whose frame holds a cookie; `null` stands for our own page. */
type CookieSite = { id: string; isDefault: boolean } | null

/** Browsers accept the `__Host-` prefix only from https, for this host alone and the whole of it. */
function visitorCookieName(site: CookieSite): string {
  const name = site === null ? 'porchlight_visitor' : `porchlight_v_${site.id}`
  return isSecure() ? `__Host-${name}` : name
}

/** The visitor's token that a browser sent, or `null`. Visitors of our own page are the default site's. */
export function readVisitorCookie(headers: Headers, site: CookieSite): string | null {
  const token = readCookie(headers, visitorCookieName(site))
  return token === null && site?.isDefault ? readCookie(headers, visitorCookieName(null)) : token
}

/** The cookie of an agent's session that a browser sent, as it is, or `null`. Only the sign-in library can tell whether it holds. */
export function readAgentCookie(headers: Headers): string | null {
  return readCookie(headers, `${isSecure() ? '__Host-porchlight' : 'porchlight'}.session_token`)
}

function readCookie(headers: Headers, name: string): string | null {
  const prefix = `${name}=`
  const pair = headers
    .get('cookie')
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix))
  return pair?.slice(prefix.length) || null
}

/**
 * The `Set-Cookie` that makes a browser keep a visitor's token. No script can read it. A frame's cookie is sent from within other
 * sites' pages, and is another one in each of them (https://github.com/privacycg/CHIPS).
 */
export function visitorCookie(token: string, site: CookieSite = null): string {
  return cookie(visitorCookieName(site), token, VISITOR_SESSION_SECONDS, sameSiteOf(site))
}

/** Browsers refuse `SameSite=None` without `Secure`. */
function sameSiteOf(site: CookieSite): string {
  return site !== null && isSecure() ? 'None; Partitioned' : 'Lax'
}

/** The `Set-Cookie` values that make a browser forget the visitor's token of a site. */
export function forgottenVisitorCookies(site: CookieSite = null): string[] {
  const sites = site?.isDefault ? [site, null] : [site]
  return sites.map((one) => cookie(visitorCookieName(one), '', 0, sameSiteOf(one)))
}

/** What {@link deviceCookie} made this browser keep, or `null`. */
export function readDeviceCookie(headers: Headers): string | null {
  return readCookie(headers, deviceCookieName())
}

/** The `Set-Cookie` by which a browser proves later that it has signed in to an account before. It opens nothing. */
export function deviceCookie(proof: string): string {
  return cookie(deviceCookieName(), proof, DEVICE_SECONDS)
}

/** What {@link attemptCookie} made this browser keep, or `null`. */
export function readAttemptCookie(headers: Headers): string | null {
  return readCookie(headers, attemptCookieName())
}

/** The `Set-Cookie` by which a browser proves later that an answer of the sign-in provider is one to its own question. */
export function attemptCookie(attempt: string): string {
  return cookie(attemptCookieName(), attempt, ATTEMPT_SECONDS)
}

/** The `Set-Cookie` that ends the attempt: each takes one answer. */
export function forgottenAttemptCookie(): string {
  return cookie(attemptCookieName(), '', 0)
}

function attemptCookieName(): string {
  return isSecure() ? '__Host-porchlight_oidc' : 'porchlight_oidc'
}

function cookie(name: string, value: string, seconds: number, sameSite = 'Lax'): string {
  const attributes = [`Max-Age=${seconds}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`]
  if (isSecure()) attributes.push('Secure')
  return `${name}=${value}; ${attributes.join('; ')}`
}

function deviceCookieName(): string {
  return isSecure() ? '__Host-porchlight_device' : 'porchlight_device'
}

function isSecure(): boolean {
  return env().PUBLIC_URL?.startsWith('https:') ?? false
}
