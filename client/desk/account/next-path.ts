import { keepInTab, takeFromTab } from '@/client/browser/tab-text'
import { parseUrl } from '@/contract/parse-url'

/** Where agents land by default. */
export const INBOX_PATH = '/support/agent'

/** The settings for the team, its sites and one's own account. */
export const SETTINGS_PATH = '/support/settings'

/** The settings for one's own account. */
export const ACCOUNT_PATH = `${SETTINGS_PATH}/account`

/** The settings for notifications. */
export const NOTIFICATIONS_PATH = `${SETTINGS_PATH}/notifications`

const SIGN_IN_PATH = '/sign-in'
/** Key in the tab's storage while the agent is at the sign-in provider. */
const NEXT_KEY = 'porchlight:next'
// A base for parsing. Any origin would do: it only shows whether a path leaves it.
const SOMEWHERE = 'https://porchlight.invalid'

/**
 * The page to go to after signing in. Accepts only paths on this site; anything that a browser would resolve to another site
 * becomes the inbox.
 */
export function safeNextPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return INBOX_PATH
  const url = parseUrl(next, SOMEWHERE)
  if (url === null) return INBOX_PATH

  const { origin, pathname, search, hash } = url
  if (origin !== SOMEWHERE || pathname.startsWith('//') || isSignIn(pathname)) return INBOX_PATH
  return pathname + search + hash
}

/** The sign-in page that returns to `path`. */
export function signInPath(path: string): string {
  const next = safeNextPath(path)
  return next === INBOX_PATH ? SIGN_IN_PATH : `${SIGN_IN_PATH}?next=${encodeURIComponent(next)}`
}

/** Stores where to go after signing in at the provider, because the redirects do not carry it. */
export function keepNextPath(next: string): void {
  keepInTab(NEXT_KEY, next)
}

/** Returns and deletes the path stored by {@link keepNextPath} in this tab; otherwise the inbox. */
export function takeNextPath(): string {
  return safeNextPath(takeFromTab(NEXT_KEY))
}

function isSignIn(pathname: string): boolean {
  return pathname === SIGN_IN_PATH || pathname.startsWith(`${SIGN_IN_PATH}/`)
}
