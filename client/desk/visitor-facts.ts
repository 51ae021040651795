import { clockLocale, pageLocale } from '@/client/browser/locale'
import { parseUrl } from '@/contract/parse-url'

/**
 * A page's name: its path if its host is one of `ownHosts`, otherwise host and path. Visitors' browsers report these addresses,
 * so a foreign path alone could pass for ours. `null` if it is not a valid address.
 */
export function pageName(address: string | null | undefined, ownHosts: readonly string[]): string | null {
  const url = address ? parseUrl(address) : null
  if (url === null) return null
  const { host, pathname } = url
  return ownHosts.includes(host) ? pathname : host + pathname
}

/** The host of a page's address, or `null`. */
export function hostOf(address: string | null): string | null {
  return address === null ? null : (parseUrl(address)?.host ?? null)
}

/** The local time in a time zone, and its city or region; `null` if the zone is missing or unknown. */
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
    // Browsers report zones that others do not know.
    return null
  }
}

/** A language's name, or its code if it has none. */
export function languageName(code: string, locale = pageLocale()): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
