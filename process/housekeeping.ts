import { sweepLimits } from '@/server/http/rate-limit'
import { log } from '@/server/logger'
import { sweepVisitorSessions } from '@/server/support/visitors'

const INTERVAL_MS = 60 * 60 * 1000

/** Deletes every hour what has run out. Returns what ends it. */
export function startHousekeeping(): () => void {
  const timer = setInterval(() => {
    Promise.all([sweepLimits(), sweepVisitorSessions()]).catch((error) =>
      log.database.warn({ error }, 'what has run out could not be deleted'),
    )
  }, INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
