import type { Language, Source, ValuesOf } from './catalogue'

/** A catalogue in one language, ready for lookups. */
export type Words<S extends Source> = {
  readonly language: Language
  readonly direction: 'ltr' | 'rtl'
  /** The locale for dates and times; `undefined` uses the formatters' default. */
  readonly locale: string | undefined
  /** The text with its placeholders filled. Plurals choose the form for `count` and format it for the locale. */
  readonly t: <Key extends keyof S & string>(key: Key, ...values: ValuesOf<S[Key]>) => string
  /** The text before and after its only placeholder, for names that have their own element. */
  readonly around: (key: keyof S & string) => readonly [before: string, after: string]
  /** Joins names into a list: `Ana, Ben and Eva`. */
  readonly list: (names: Iterable<string>) => string
}

const RIGHT_TO_LEFT: readonly Language[] = ['ar', 'he']

/** The direction in which a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr'
}

/** Prepares a catalogue for lookups. */
export function createWords<S extends Source>(
  catalogue: Readonly<Record<keyof S, unknown>>,
  { language, locale }: { language: Language; locale?: string },
): Words<S> {
  const entries = catalogue as Readonly<Record<string, string | Partial<Record<string, string>>>>
  // By language, not region: the catalogues do not have Portugal's plural rules.
  const plurals = new Intl.PluralRules(language)
  const tag = locale ?? language
  const numbers = new Intl.NumberFormat(tag)
  const lists = new Intl.ListFormat(tag)

  function formOf(key: string, count: unknown): string {
    const entry = entries[key]
    if (typeof entry !== 'object') return entry ?? ''
    // Older or newer browsers may return a category that the catalogue lacks.
    return entry[plurals.select(Number(count))] ?? entry.other ?? ''
  }

  return {
    language,
    direction: directionOf(language),
    locale,
    t(key, ...[values]) {
      const given: Readonly<Record<string, string | number>> = values ?? {}
      return formOf(key, given.count).replace(PLACEHOLDER, (_, name) => {
        const value = given[name]
        return typeof value === 'number' ? numbers.format(value) : (value ?? '')
      })
    },
    around(key) {
      const [before = '', after = ''] = formOf(key, 0).split(/\{\w+\}/)
      return [before, after]
    },
    list: (names) => lists.format(names),
  }
}

const PLACEHOLDER = /\{(\w+)\}/g
