import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { signingRest } from './ably-rest'
import { realtimeService } from './service'

/** How long to cache the clock offset, and how soon to retry after a failure. */
const CACHED_MS = 60_000
const RETRY_MS = 10_000

const known = processWide('service-clock', () => ({
  /** The service's time minus ours. */
  offsetMs: 0,
  untilMs: Number.NEGATIVE_INFINITY,
  comparing: null as Promise<void> | null,
}))

/**
 * The realtime service's time, in milliseconds since 1970. The service checks tokens by its own clock: if ours were an hour
 * off, it would refuse every token. Our own time if the service has never responded.
 */
export async function serviceNow(): Promise<number> {
  if (realtimeService().browser.kind === 'embedded') return Date.now()
  const isFirst = known.untilMs === Number.NEGATIVE_INFINITY
  // Monotonic time, because our system clock may be corrected at any moment.
  if (performance.now() > known.untilMs) known.comparing ??= compareClocks()
  if (isFirst) await known.comparing
  return Date.now() + known.offsetMs
}

async function compareClocks(): Promise<void> {
  try {
    known.offsetMs = (await signingRest().time()) - Date.now()
    known.untilMs = performance.now() + CACHED_MS
  } catch (error) {
    known.untilMs = performance.now() + RETRY_MS
    log.realtime.warn({ error }, 'could not get the time of the realtime service')
  }
  known.comparing = null
}
