import { BoundedMap } from '@/server/bounded-map'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { siteIdOf, type Viewer } from '@/server/policy/viewer'
import { processWide } from '@/server/process-wide'
import { env } from '@/server/settings/env'
import { addUses, anonymous } from './rate-limit'

const WINDOW_SECONDS = 60
const SETTLE_MS = 1_000

/** What is forgotten when there are more is known to the database. */
const MOST_METERS = 20_000

/** Whose messages are counted together: a network's, and those on a site of visitors for whom it does not vouch. */
export type MessageSource = {
  network: string
  /** `null` for visitors for whom their site vouches: a flood of strangers must not keep them out. */
  siteId: string | null
}

/** Whom a visitor's message is counted for. */
export function sourceOf(visitor: Viewer, network: string): MessageSource {
  return { network, siteId: visitor.isVerified ? null : siteIdOf(visitor) }
}

/** What is counted under one key: what the database knows, and what it will be told at the next settling. */
type Meter = { settled: number; pending: number; endsAt: number; settledAt: number; isSettling: boolean }

const meters = processWide('network-meters', () => new BoundedMap<Meter>(MOST_METERS))

/**
 * Lets a message pass or not by what its network and its site have stored in this window. A new window asks the database first: neither a
 * restart nor another process is forgotten.
 *
 * @throws SupportError `rate_limited` with the seconds until the window ends
 */
export async function requireRoomForMessage({ network, siteId }: MessageSource): Promise<void> {
  await requireRoom(keyOfNetwork(network), env().LIMIT_MESSAGES_PER_NETWORK)
  if (siteId !== null) await requireRoom(keyOfSite(siteId), env().LIMIT_MESSAGES_PER_SITE)
}

/**
 * Counts a message that was stored; what was refused or repeated costs nothing. Everybody in an office would wait
 * for everybody else if each message wrote the same row, so each process counts in memory and settles with the database once
 * a second.
 */
export function countMessage({ network, siteId }: MessageSource): void {
  count(keyOfNetwork(network))
  if (siteId !== null) count(keyOfSite(siteId))
}

function keyOfNetwork(network: string): string {
  return `message:${anonymous(network)}`
}

function keyOfSite(siteId: string): string {
  return `messageOnSite:${siteId}`
}

async function requireRoom(key: string, limit: number): Promise<void> {
  let meter = meters.get(key)
  if (meter === undefined || meter.endsAt <= now()) {
    meter = begin(key)
    await settle(key, meter)
  }
  if (meter.settled + meter.pending >= limit) {
    throw new SupportError('rate_limited', { retryAfterSeconds: (meter.endsAt - now()) / 1000 })
  }
}

function count(key: string): void {
  const meter = meters.get(key)
  if (meter === undefined) return
  meter.pending += 1
  if (!meter.isSettling && now() - meter.settledAt >= SETTLE_MS) {
    settle(key, meter).catch((error) => log.http.warn({ error }, 'a limit could not be settled'))
  }
}

function begin(key: string): Meter {
  const endsAt = now() + WINDOW_SECONDS * 1000
  const meter = { settled: 0, pending: 0, endsAt, settledAt: now(), isSettling: false }
  meters.set(key, meter)
  return meter
}

async function settle(key: string, meter: Meter): Promise<void> {
  const uses = meter.pending
  meter.isSettling = true
  try {
    const { count: settled, secondsLeft } = await addUses(key, uses, WINDOW_SECONDS)
    meter.settled = settled
    meter.pending -= uses
    meter.endsAt = now() + secondsLeft * 1000
  } finally {
    meter.settledAt = now()
    meter.isSettling = false
  }
}

/** Monotonic: a change of the system clock must not keep a window closed. */
function now(): number {
  return performance.now()
}
