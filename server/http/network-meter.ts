import { env } from '@/server/env'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { SupportError } from '@/server/support/errors'
import { addUses, anonymous } from './rate-limit'

const WINDOW_SECONDS = 60
const SETTLE_MS = 1_000

/** More networks than this are looked through for those whose window has ended. */
const MANY_NETWORKS = 5_000

/** What a network has used: what the database knows, and what it will be told at the next settling. */
type Meter = { settled: number; pending: number; endsAt: number; settledAt: number; isSettling: boolean }

const meters = processWide('network-meters', () => new Map<string, Meter>())

/**
 * Counts one message from a network and lets it pass or not. Everybody in an office would wait for everybody else if each
 * message wrote the same row, so each process counts in memory and settles with the database once a second. The first
 * message of a window asks the database before it passes: neither a restart nor another process is forgotten.
 *
 * @throws SupportError `rate_limited` with the seconds until the window ends
 */
export async function meterMessage(network: string): Promise<void> {
  let meter = meters.get(network)
  if (meter === undefined || meter.endsAt <= Date.now()) {
    meter = begin(network)
    await settle(network, meter)
  } else {
    meter.pending += 1
    if (!meter.isSettling && Date.now() - meter.settledAt >= SETTLE_MS) {
      settle(network, meter).catch((error) => log.http.warn({ error }, 'a limit could not be settled'))
    }
  }
  if (meter.settled + meter.pending > env().LIMIT_MESSAGES_PER_NETWORK) {
    throw new SupportError('rate_limited', { retryAfterSeconds: (meter.endsAt - Date.now()) / 1000 })
  }
}

function begin(network: string): Meter {
  if (meters.size > MANY_NETWORKS) {
    for (const [known, { endsAt }] of meters) if (endsAt <= Date.now()) meters.delete(known)
  }
  const endsAt = Date.now() + WINDOW_SECONDS * 1000
  const meter = { settled: 0, pending: 1, endsAt, settledAt: Date.now(), isSettling: false }
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
    meter.endsAt = Date.now() + secondsLeft * 1000
  } finally {
    meter.settledAt = Date.now()
    meter.isSettling = false
  }
}
