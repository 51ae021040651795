import { BoundedMap } from '@/server/bounded-map'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { siteIdOf, type Viewer } from '@/server/policy/viewer'
import { processWide } from '@/server/process-wide'
import { env } from '@/server/settings/env'
import { addUses, anonymous } from './rate-limit'

const WINDOW_SECONDS = 60
const SETTLE_MS = 1_000

/** Most counts to keep in memory. Evicted ones are still in the database. */
const MOST_METERS = 20_000

/** What a visitor's messages count against. */
export type MessageSource = {
  network: string
  /** `null` for visitors for whom their site vouches, so that a flood of anonymous messages does not lock them out. */
  siteId: string | null
}

/** What this visitor's messages count against. */
export function sourceOf(visitor: Viewer, network: string): MessageSource {
  return { network, siteId: visitor.isVerified ? null : siteIdOf(visitor) }
}

/** The use under one key: what the database has, and what is still to be added to it. */
type Meter = { settled: number; pending: number; endsAt: number; settledAt: number; isSettling: boolean }

const meters = processWide('network-meters', () => new BoundedMap<Meter>(MOST_METERS))

/**
 * Requires that a network and its site are below their message limits for this window. A new window is loaded from the database,
 * so that it includes other processes and survives restarts.
 *
 * @throws SupportError `rate_limited` with the seconds until the window ends
 */
export async function requireRoomForMessage({ network, siteId }: MessageSource): Promise<void> {
  await requireRoom(keyOfNetwork(network), env().LIMIT_MESSAGES_PER_NETWORK)
  if (siteId !== null) await requireRoom(keyOfSite(siteId), env().LIMIT_MESSAGES_PER_SITE)
}

/**
 * Counts a stored message; refusals and retries are free. If each message updated the same row, everyone in an office would
 * wait for each other, so each process counts in memory and writes to the database once a second.
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
    settle(key, meter).catch((error) => log.http.warn({ error }, 'could not store the use of a limit'))
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

/** Monotonic: changing the system clock must not keep a window closed. */
function now(): number {
  return performance.now()
}
