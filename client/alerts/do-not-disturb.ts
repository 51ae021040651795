import { StoredText } from '@/client/browser/stored-text'

/** How long to mute alerts. */
export type QuietChoice = 'hour' | 'morning' | 'open'

/** Alerts are muted until then, in milliseconds since 1970; `null`: until the agent ends it. */
export type Quiet = { until: number | null }

const HOUR_MS = 3_600_000
const MORNING_HOUR = 8
const OPEN = 'open'

/** The stored choice. Parse it with {@link quietAt}. */
export const doNotDisturb = new StoredText('do-not-disturb')

/**
 * Whether alerts are muted at `now`, and until when; `null` if they are not, or if the stored value has expired or is invalid.
 */
export function quietAt(now: number, stored: string | null | undefined): Quiet | null {
  if (stored === OPEN) return { until: null }
  const until = /^\d{1,15}$/.test(stored ?? '') ? Number(stored) : 0
  return until > now ? { until } : null
}

/**
 * The value to store for a choice.
 *
 * @param now in milliseconds since 1970; "tomorrow" is in the reader's time zone
 */
export function quietFor(choice: QuietChoice, now: number): string {
  if (choice === 'open') return OPEN
  if (choice === 'hour') return String(now + HOUR_MS)
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  morning.setHours(MORNING_HOUR, 0, 0, 0)
  return String(morning.getTime())
}
