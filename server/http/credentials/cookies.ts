import { ATTEMPT_SECONDS } from '@/server/agents/oidc/attempt'
import { env } from '@/server/settings/env'
import { VISITOR_SESSION_SECONDS } from '@/server/visitors/sessions'

const DEVICE_SECONDS = 365 * 24 * 60 * 60

/** The site whose frame has a cookie; `null` for our own page. */
type CookieSite = { id: string; isDefault: boolean } | null

/** Browsers accept the `__Host-` prefix only over HTTPS, for exactly this host and all its paths. */
function visitorCookieName(site: CookieSite): string {
  const name = site === null ? 'porchlight_visitor' : `porchlight_v_${site.id}`
  return isSecure() ? `__Host-${name}` : name
}

/** The visitor token that a browser sent, or `null`. Visitors of our own page belong to the default site. */
export function readVisitorCookie(headers: Headers, site: CookieSite): string | null {
  const token = readCookie(headers, visitorCookieName(site))
  return token === null && site?.isDefault ? readCookie(headers, visitorCookieName(null)) : token
}

/** The agent session cookie that a browser sent, unverified, or `null`. */
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
 * The `Set-Cookie` for a visitor's token. Scripts cannot read it. A frame's cookie is sent from within other sites' pages, and is
 * partitioned by site (https://github.com/privacycg/CHIPS).
 */
export function visitorCookie(token: string, site: CookieSite = null): string {
  return cookie(visitorCookieName(site), token, VISITOR_SESSION_SECONDS, sameSiteOf(site))
}

/** Browsers refuse `SameSite=None` without `Secure`. */
function sameSiteOf(site: CookieSite): string {
  return site !== null && isSecure() ? 'None; Partitioned' : 'Lax'
}

/** The `Set-Cookie` values that delete a site's visitor token. */
export function forgottenVisitorCookies(site: CookieSite = null): string[] {
  const sites = site?.isDefault ? [site, null] : [site]
  return sites.map((one) => cookie(visitorCookieName(one), '', 0, sameSiteOf(one)))
}

/** The value of the {@link deviceCookie} that a browser sent, or `null`. */
export function readDeviceCookie(headers: Headers): string | null {
  return readCookie(headers, deviceCookieName())
}

/** The `Set-Cookie` that marks a browser as one that has signed in to an account. It grants no access. */
export function deviceCookie(proof: string): string {
  return cookie(deviceCookieName(), proof, DEVICE_SECONDS)
}

/** The value of the {@link attemptCookie} that a browser sent, or `null`. */
export function readAttemptCookie(headers: Headers): string | null {
  return readCookie(headers, attemptCookieName())
}

/** The `Set-Cookie` that ties the sign-in provider's response to the browser that started the attempt. */
export function attemptCookie(attempt: string): string {
  return cookie(attemptCookieName(), attempt, ATTEMPT_SECONDS)
}

/** The `Set-Cookie` that ends the attempt: each accepts one response. */
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
