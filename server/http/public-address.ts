import { env } from '@/server/settings/env'

/**
 * The public scheme, host and port, for links. Without PUBLIC_URL, the requesting page's origin: only our own pages, on our own
 * hosts, get this far.
 */
export function publicAddress(request: Request): string {
  return env().PUBLIC_URL ?? request.headers.get('origin') ?? new URL(request.url).origin
}

/** An invitation's link. The token is in the fragment, which reaches no log and no other site. */
export function joinLink(request: Request, token: string): string {
  return `${publicAddress(request)}/join#${token}`
}
