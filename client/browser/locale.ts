import { agentLanguage } from './agent-language'

/**
 * The reader's variant of the page language, as a tag that `Intl` accepts. Browsers and their imitations report tags such as
 * `en-US@posix`, `en_GB` and `C`, or none.
 */
export function pageLocale(): string {
  const language = agentLanguage()
  return acceptable(readerLanguages()).find((tag) => tag.split('-', 1)[0] === language) ?? language
}

/**
 * The locale for times of day. `undefined` follows the browser's settings, for pages in English; others follow the page
 * language.
 */
export function clockLocale(): string | undefined {
  return agentLanguage() === 'en' ? undefined : pageLocale()
}

/** The reader's preferred language; `null` if the browser reports none. */
export function readerLanguage(): string | null {
  return acceptable(readerLanguages())[0] ?? null
}

/** The tags that `Intl` accepts, in canonical form. Converts POSIX names: `en_GB.UTF-8` becomes `en-GB`. */
export function acceptable(tags: readonly unknown[]): string[] {
  return tags.flatMap((tag) => {
    if (typeof tag !== 'string') return []
    try {
      return Intl.getCanonicalLocales(tag.replace(/[.@].*$/, '').replaceAll('_', '-'))
    } catch {
      return []
    }
  })
}

/** The reader's time zone; `null` if the browser reports none. */
export function readerTimeZone(): string | null {
  try {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone ?? null
  } catch {
    return null
  }
}

/** The reader's preferred languages, best first, as the browser reports them. */
export function readerLanguages(): readonly unknown[] {
  try {
    const { languages, language } = navigator as { languages?: unknown; language?: unknown }
    return Array.isArray(languages) ? [...languages, language] : [language]
  } catch {
    // There is no navigator on the server, and some privacy extensions throw.
    return []
  }
}
