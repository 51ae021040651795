import { BoundedMap } from '@/server/bounded-map'
import type { Credentials } from '@/server/http/credentials/credentials'
import type { Viewer } from '@/server/policy/viewer'
import { processWide } from '@/server/process-wide'
import type { NewSession } from '@/server/visitors/sessions'
import type { CredentialMode } from '../../../generated/prisma/client'

export type KnownViewer = Pick<Viewer, 'side' | 'id'>

/** The credentials that a viewer is recognised by. */
export type Recognisable = Pick<Credentials, 'agentCookie' | 'visitor'>

const MOST_VIEWERS = 50_000

/** A viewer not seen for this long counts as a stranger until recognised again. */
const REMEMBER_MS = 10 * 60_000

const known = processWide(
  'known-viewers',
  () => new BoundedMap<{ viewer: KnownViewer; until: number }>(MOST_VIEWERS),
)

/** Notes the viewer of these credentials, so that the next request counts against them before its credentials are verified. */
export function rememberViewer(credentials: Recognisable, viewer: Viewer): void {
  const key = keyOf(credentials, viewer.side)
  if (key !== null) remember(key, viewer)
}

/** As {@link rememberViewer}, for a visitor whose token this answer hands out. */
export function rememberVisitor({ token, visitor }: NewSession, mode: CredentialMode): void {
  rememberViewer({ agentCookie: null, visitor: { token, mode } }, visitor)
}

function remember(key: string, { side, id }: Viewer): void {
  known.set(key, { viewer: { side, id }, until: performance.now() + REMEMBER_MS })
}

/**
 * The viewer who lately used these credentials, without asking the database. Only for counting, because the credentials may have
 * expired. An invented credential is not found, so it gets no allowance of its own.
 */
export function knownViewer(credentials: Recognisable, side: string | null): KnownViewer | null {
  if (side !== 'visitor') {
    const agent = recall(keyOf(credentials, 'agent'))
    if (agent !== null || side === 'agent') return agent
  }
  return recall(keyOf(credentials, 'visitor'))
}

function recall(key: string | null): KnownViewer | null {
  const entry = key === null ? undefined : known.get(key)
  return entry === undefined || entry.until <= performance.now() ? null : entry.viewer
}

function keyOf({ agentCookie, visitor }: Recognisable, side: Viewer['side']): string | null {
  if (side === 'agent') return agentCookie === null ? null : `agent ${agentCookie}`
  return visitor === null ? null : `visitor ${visitor.mode} ${visitor.token}`
}
