import { sweepLimits } from '@/server/http/limits/rate-limit'
import { log } from '@/server/logger'
import { sweepEmptyConversations } from '@/server/privacy/empty-conversations'
import { forgetOld } from '@/server/privacy/retention'
import { env } from '@/server/settings/env'
import { sweepVisitorSessions } from '@/server/visitors/sessions'

const INTERVAL_MS = 60 * 60 * 1000

/** Soon after a start, so that frequent restarts do not keep data forever; not at once, because a start has enough to do. */
const FIRST_AFTER_MS = 60 * 1000

/** Deletes every hour what has run out or was kept long enough. Returns what ends it. */
export function startHousekeeping(): () => void {
  const first = setTimeout(tidy, FIRST_AFTER_MS)
  const timer = setInterval(tidy, INTERVAL_MS)
  first.unref()
  timer.unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}

function tidy(): void {
  const { KEEP_CONVERSATIONS_DAYS, KEEP_CONTACTS_DAYS } = env()
  Promise.all([
    sweepLimits(),
    sweepVisitorSessions(),
    sweepEmptyConversations(),
    forgetOld({ conversationDays: KEEP_CONVERSATIONS_DAYS, contactDays: KEEP_CONTACTS_DAYS }),
  ]).catch((error) => log.database.warn({ error }, 'what has run out could not be deleted'))
}
