import { clockLocale, pageLocale } from '@/client/browser/locale'

/**
 * What to call a page: its path where it is one of `ownHost`, otherwise its host too, because visitors' browsers report
 * addresses and a path alone would pass for ours. `null` for what is no address.
 */
export function pageName(address: string | null | undefined, ownHosts: readonly string[]): string | null {
  if (!address || !URL.canParse(address)) return null
  const { host, pathname } = new URL(address)
  return ownHosts.includes(host) ? pathname : host + pathname
}

/** The host of a page's address, or `null`. */
export function hostOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).host : null
}

/** What time it is where somebody is, and where that is as far as their zone tells. `null` when it tells nothing. */
export function localTime(
  now: Date,
  timeZone: string | null | undefined,
  locale = clockLocale(),
): { clock: string; place: string } | null {
  if (!timeZone) return null
  try {
    const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone }).format(
      now,
    )
    return { clock, place: timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone }
  } catch {
    // Browsers send zones that others do not know.
    return null
  }
}

/** A language's name, or the code itself when it has none. */
export function languageName(code: string, locale = pageLocale()): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
