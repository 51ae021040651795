import { keepInTab, takeFromTab } from '@/client/browser/tab-text'

/** Where agents land when nothing says otherwise. */
export const INBOX_PATH = '/support/agent'

/** Where the team, its sites and one's own account are set up. */
export const SETTINGS_PATH = '/support/settings'

/** Where agents see to their own account. */
export const ACCOUNT_PATH = `${SETTINGS_PATH}/account`

/** Where agents choose how they are told of messages. */
export const NOTIFICATIONS_PATH = `${SETTINGS_PATH}/notifications`

const SIGN_IN_PATH = '/sign-in'
/** Of this tab, while its person is at the sign-in provider. */
const NEXT_KEY = 'porchlight:next'
// Any origin does: it only shows whether the browser would leave it.
const SOMEWHERE = 'https://porchlight.invalid'

/**
 * The page to go to after signing in. Only a path of our own is believed; anything that a browser would read as another
 * site is answered with the inbox.
 */
export function safeNextPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return INBOX_PATH
  if (!URL.canParse(next, SOMEWHERE)) return INBOX_PATH

  const { origin, pathname, search, hash } = new URL(next, SOMEWHERE)
  if (origin !== SOMEWHERE || pathname.startsWith('//') || isSignIn(pathname)) return INBOX_PATH
  return pathname + search + hash
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  const next = safeNextPath(path)
  return next === INBOX_PATH ? SIGN_IN_PATH : `${SIGN_IN_PATH}?next=${encodeURIComponent(next)}`
}

/** Keeps where to go after signing in elsewhere: the way there and back does not carry it. */
export function keepNextPath(next: string): void {
  keepInTab(NEXT_KEY, next)
}

/** What {@link keepNextPath} kept in this tab, once; otherwise the inbox. */
export function takeNextPath(): string {
  return safeNextPath(takeFromTab(NEXT_KEY))
}

function isSignIn(pathname: string): boolean {
  return pathname === SIGN_IN_PATH || pathname.startsWith(`${SIGN_IN_PATH}/`)
}
