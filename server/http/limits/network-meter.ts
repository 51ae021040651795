import { BoundedMap } from '@/server/bounded-map'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { env } from '@/server/settings/env'
import { addUses, anonymous } from './rate-limit'

const WINDOW_SECONDS = 60
const SETTLE_MS = 1_000

/** Most networks to keep in memory. Evicted ones are still in the database. */
const MOST_NETWORKS = 20_000

/** A network's use: what the database has, and what is still to be added to it. */
type Meter = { settled: number; pending: number; endsAt: number; settledAt: number; isSettling: boolean }

const meters = processWide('network-meters', () => new BoundedMap<Meter>(MOST_NETWORKS))

/**
 * Requires that a network is below its message limit for this window. A new window is loaded from the database, so that it includes
 * other processes and survives restarts.
 *
 * @throws SupportError `rate_limited` with the seconds until the window ends
 */
export async function requireRoomForMessage(network: string): Promise<void> {
  let meter = meters.get(network)
  if (meter === undefined || meter.endsAt <= now()) {
    meter = begin(network)
    await settle(network, meter)
  }
  if (meter.settled + meter.pending >= env().LIMIT_MESSAGES_PER_NETWORK) {
    throw new SupportError('rate_limited', { retryAfterSeconds: (meter.endsAt - now()) / 1000 })
  }
}

/**
 * Counts a stored message; refusals and retries are free. If each message updated the same row, everyone in an office would
 * wait for each other, so each process counts in memory and writes to the database once a second.
 */
export function countMessage(network: string): void {
  const meter = meters.get(network)
  if (meter === undefined) return
  meter.pending += 1
  if (!meter.isSettling && now() - meter.settledAt >= SETTLE_MS) {
    settle(network, meter).catch((error) => log.http.warn({ error }, 'could not store the use of a limit'))
  }
}

function begin(network: string): Meter {
  const endsAt = now() + WINDOW_SECONDS * 1000
  const meter = { settled: 0, pending: 0, endsAt, settledAt: now(), isSettling: false }
  meters.set(network, meter)
  return meter
}

async function settle(network: string, meter: Meter): Promise<void> {
  const uses = meter.pending
  meter.isSettling = true
  try {
    const { count, secondsLeft } = await addUses(`message:${anonymous(network)}`, uses, WINDOW_SECONDS)
    meter.settled = count
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
