import { env } from '@/server/settings/env'

/**
 * Scheme, host and port under which people reach us, for links that they are handed. Without PUBLIC_URL it is the address of
 * the page that asks: only our own pages get here, under hosts that are ours.
 */
export function publicAddress(request: Request): string {
  return env().PUBLIC_URL ?? request.headers.get('origin') ?? new URL(request.url).origin
}

/** The link of an invitation. The token stands behind the #: no log and no other site sees it. */
export function joinLink(request: Request, token: string): string {
  return `${publicAddress(request)}/join#${token}`
}
