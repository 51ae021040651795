import { BoundedMap } from '@/server/bounded-map'
import { readAgentCookie, readVisitorCookie } from '@/server/http/cookies'
import type { Viewer } from '@/server/policy/viewer'
import { processWide } from '@/server/process-wide'
import type { NewSession } from '@/server/visitors/sessions'

export type KnownViewer = Pick<Viewer, 'side' | 'id'>

const MOST_VIEWERS = 50_000

/** A viewer not seen for this long counts as a stranger until recognised again. */
const REMEMBER_MS = 10 * 60_000

const known = processWide(
  'known-viewers',
  () => new BoundedMap<{ viewer: KnownViewer; until: number }>(MOST_VIEWERS),
)

/** Notes whom these headers' cookie was found to name, so that the next request counts for that viewer from its first moment. */
export function rememberViewer(headers: Headers, viewer: Viewer): void {
  const key = credentialOf(headers, viewer.side)
  if (key !== null) remember(key, viewer)
}

/** As {@link rememberViewer}, for a visitor whose token this answer hands out. */
export function rememberVisitor({ token, visitor }: NewSession): void {
  remember(credential('visitor', token), visitor)
}

function remember(key: string, { side, id }: Viewer): void {
  known.set(key, { viewer: { side, id }, until: performance.now() + REMEMBER_MS })
}

/**
 * Whom these headers' cookies named lately, without asking the database. Only for counting: it proves nothing any more. An
 * invented cookie names nobody, so it buys no allowance of its own.
 */
export function knownViewer(headers: Headers, side: string | null): KnownViewer | null {
  if (side !== 'visitor') {
    const agent = recall(credentialOf(headers, 'agent'))
    if (agent !== null || side === 'agent') return agent
  }
  return recall(credentialOf(headers, 'visitor'))
}

function recall(key: string | null): KnownViewer | null {
  const entry = key === null ? undefined : known.get(key)
  return entry === undefined || entry.until <= performance.now() ? null : entry.viewer
}

function credentialOf(headers: Headers, side: Viewer['side']): string | null {
  const cookie = side === 'agent' ? readAgentCookie(headers) : readVisitorCookie(headers)
  return cookie === null ? null : credential(side, cookie)
}

function credential(side: Viewer['side'], cookie: string): string {
  return `${side} ${cookie}`
}
