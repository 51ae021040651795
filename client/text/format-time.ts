import { clockLocale, pageLocale } from '@/client/browser/locale'

/** The start of a day in the reader's time zone, as a comparable number. */
export function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** `10:03`, as the reader's language writes it. */
export function formatTime(date: Date, locale = clockLocale()): string {
  return format(date, { hour: 'numeric', minute: '2-digit' }, locale)
}

/** Date and time in full: `Tuesday, 24 November 2026 at 10:03:12`. */
export function formatExactTime(date: Date, locale = pageLocale()): string {
  return format(date, { dateStyle: 'full', timeStyle: 'medium' }, locale)
}

/** A day's heading: today, yesterday, a weekday within the last week, otherwise the date. */
export function formatDay(date: Date, now: Date, locale = pageLocale()): string {
  const daysAgo = calendarDaysBetween(date, now)
  if (daysAgo === 0 || daysAgo === 1) {
    return capitalise(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-daysAgo, 'day'))
  }
  if (daysAgo > 1 && daysAgo < 7) return format(date, { weekday: 'long' }, locale)
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return format(date, { day: 'numeric', month: 'long', ...year }, locale)
}

/** How long ago, in as few characters as possible: `now`, `5m`, `3h`, `2d`, then the date. */
export function formatAge(date: Date, now: Date, locale = pageLocale()): string {
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000)
  if (minutes < 1) return nowIn(locale)
  if (minutes < 60) return formatCount(minutes, 'minute', locale)
  if (minutes < 24 * 60) return formatCount(Math.floor(minutes / 60), 'hour', locale)
  if (minutes < 7 * 24 * 60) return formatCount(Math.floor(minutes / (24 * 60)), 'day', locale)
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return format(date, { day: 'numeric', month: 'short', ...year }, locale)
}

const nows = new Map<string, string>()

function nowIn(locale: string): string {
  return known(nows, locale, () =>
    new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second'),
  )
}

const counts = new Map<string, Intl.NumberFormat>()

/** A number of minutes, hours or days, as short as the language allows. */
function formatCount(count: number, unit: 'minute' | 'hour' | 'day', locale: string): string {
  return known(
    counts,
    `${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
  ).format(count)
}

/** Calendar days between two dates. Rounded, because days with clock changes have 23 or 25 hours. */
function calendarDaysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / (24 * 60 * 60_000))
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(date: Date, options: Intl.DateTimeFormatOptions, locale?: string): string {
  const key = JSON.stringify([locale, options])
  return known(formats, key, () => new Intl.DateTimeFormat(locale, options)).format(date)
}

/** Cached, because creating a formatter is slow and a log needs hundreds. */
function known<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  const before = made.get(key)
  if (before !== undefined) return before
  const now = make()
  made.set(key, now)
  return now
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
