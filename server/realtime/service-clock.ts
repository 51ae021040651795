import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { signingRest } from './ably-rest'
import { realtimeService } from './service'

/** How long it is believed how far the clocks are apart, and how soon is asked again when nobody answered. */
const BELIEVED_MS = 60_000
const RETRY_MS = 10_000

const known = processWide('service-clock', () => ({
  /** Add it to our time to have the service's. */
  offsetMs: 0,
  untilMs: Number.NEGATIVE_INFINITY,
  asking: null as Promise<void> | null,
}))

/**
 * The time by the clock of the realtime service, in milliseconds since 1970. It decides by its own clock whether a token
 * is valid: where ours is an hour off, it would refuse each. Our own time while the service has never answered.
 */
export async function serviceNow(): Promise<number> {
  if (realtimeService().browser.kind === 'embedded') return Date.now()
  const isFirst = known.untilMs === Number.NEGATIVE_INFINITY
  // The monotonic clock: ours may be set right at any moment.
  if (performance.now() > known.untilMs) known.asking ??= compareClocks()
  if (isFirst) await known.asking
  return Date.now() + known.offsetMs
}

async function compareClocks(): Promise<void> {
  try {
    known.offsetMs = (await signingRest().time()) - Date.now()
    known.untilMs = performance.now() + BELIEVED_MS
  } catch (error) {
    known.untilMs = performance.now() + RETRY_MS
    log.realtime.warn({ error }, 'the realtime service did not tell its time')
  }
  known.asking = null
}
