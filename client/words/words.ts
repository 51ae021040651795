import type { Language, Source, ValuesOf } from './catalogue'

/** A catalogue in one language, ready to be read from. */
export type Words<S extends Source> = {
  readonly language: Language
  readonly direction: 'ltr' | 'rtl'
  /** How to write dates and times; `undefined`: as the functions that write them do by default. */
  readonly locale: string | undefined
  /** The text with its placeholders filled. A plural takes the form that belongs to `count`, and writes it as the locale does. */
  readonly t: <Key extends keyof S & string>(key: Key, ...values: ValuesOf<S[Key]>) => string
  /** What stands before and after the only placeholder of a text: for a name that has an element of its own. */
  readonly around: (key: keyof S & string) => readonly [before: string, after: string]
  /** Several names as one enumeration: `Ana, Ben and Eva`. */
  readonly list: (names: Iterable<string>) => string
}

const RIGHT_TO_LEFT: readonly Language[] = ['ar', 'he']

/** Makes a catalogue readable. */
export function createWords<S extends Source>(
  catalogue: Readonly<Record<keyof S, unknown>>,
  { language, locale }: { language: Language; locale?: string },
): Words<S> {
  const entries = catalogue as Readonly<Record<string, string | Partial<Record<string, string>>>>
  // Of the language, not of the region: Portugal counts otherwise than the catalogue does.
  const plurals = new Intl.PluralRules(language)
  const tag = locale ?? language
  const numbers = new Intl.NumberFormat(tag)
  const lists = new Intl.ListFormat(tag)

  function formOf(key: string, count: unknown): string {
    const entry = entries[key]
    if (typeof entry !== 'object') return entry ?? ''
    // Browsers of other years may sort a number into a category that the language has no longer.
    return entry[plurals.select(Number(count))] ?? entry.other ?? ''
  }

  return {
    language,
    direction: RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr',
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
