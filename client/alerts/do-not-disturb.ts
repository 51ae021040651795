import { StoredText } from '@/client/browser/stored-text'

/** How long nothing shall alert an agent. */
export type QuietChoice = 'hour' | 'morning' | 'open'

/** Nothing alerts until then, in milliseconds since 1970; `null`: until they end it. */
export type Quiet = { until: number | null }

const HOUR_MS = 3_600_000
const MORNING_HOUR = 8
const OPEN = 'open'

/** The choice as this browser keeps it. Read it with {@link quietAt}. */
export const doNotDisturb = new StoredText('do-not-disturb')

/** Whether nothing shall alert at a time, and until when; `null` otherwise. What is not understood, and what is over, is nothing. */
export function quietAt(now: number, stored: string | null | undefined): Quiet | null {
  if (stored === OPEN) return { until: null }
  const until = /^\d{1,15}$/.test(stored ?? '') ? Number(stored) : 0
  return until > now ? { until } : null
}

/**
 * What to store for a choice.
 *
 * @param now in milliseconds since 1970; tomorrow is that of the reader's own zone
 */
export function quietFor(choice: QuietChoice, now: number): string {
  if (choice === 'open') return OPEN
  if (choice === 'hour') return String(now + HOUR_MS)
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  morning.setHours(MORNING_HOUR, 0, 0, 0)
  return String(morning.getTime())
}
