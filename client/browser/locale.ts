import { agentLanguage } from './agent-language'

/**
 * The reader's kind of the pages' language, as `Intl` accepts it: browsers and whatever poses as one tell tags such as
 * `en-US@posix`, `en_GB`, `C` or nothing at all.
 */
export function pageLocale(): string {
  const language = agentLanguage()
  return acceptable(readerLanguages()).find((tag) => tag.split('-', 1)[0] === language) ?? language
}

/** How to write times of day: as the browser is set, `undefined`, while the pages are English, otherwise as their language does. */
export function clockLocale(): string | undefined {
  return agentLanguage() === 'en' ? undefined : pageLocale()
}

/** The language that the reader prefers; `null` where the browser tells none. */
export function readerLanguage(): string | null {
  return acceptable(readerLanguages())[0] ?? null
}

/** Those of `tags` that `Intl` accepts, in canonical form. POSIX names become what they mean: `en_GB.UTF-8` is `en-GB`. */
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

/** The reader's time zone; `null` where the browser tells none. */
export function readerTimeZone(): string | null {
  try {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone ?? null
  } catch {
    return null
  }
}

/** The languages that the reader prefers, best first, exactly as the browser tells them. */
export function readerLanguages(): readonly unknown[] {
  try {
    const { languages, language } = navigator as { languages?: unknown; language?: unknown }
    return Array.isArray(languages) ? [...languages, language] : [language]
  } catch {
    // There is no navigator on a server, and some privacy extensions throw.
    return []
  }
}
