import { acceptable } from '@/client/browser/locale'
import type { Language } from './catalogue'

/** The preferred languages, as BCP 47 tags or arbitrary input. */
export type LanguageWishes = {
  /** Set for the chat by the embedding page (`data-locale`). */
  asked: string | null
  /** The embedding page's language (`<html lang>`). */
  page: string | null
  /** The reader's languages, best first. */
  reader: readonly unknown[]
  /** The site's default. */
  site: string | null
}

/** The language of the words, and the locale for dates, times and numbers. */
export type LanguageChoice = { language: Language; locale: string }

/** The chat's language: the first preference with a catalogue, otherwise English. Skips malformed tags. */
export function chooseLanguage({ asked, page, reader, site }: LanguageWishes): LanguageChoice {
  const readers = acceptable(reader)
  for (const tag of acceptable([asked, page, ...reader, site])) {
    const language = languageOf(tag)
    if (language !== undefined) return { language, locale: localeOf(tag, language, readers) }
  }
  return { language: 'en', locale: localeOf('en', 'en', readers) }
}

const languages: Record<Language, true> = {
  en: true,
  de: true,
  fr: true,
  es: true,
  pt: true,
  it: true,
  nl: true,
  pl: true,
  tr: true,
  ar: true,
  he: true,
  ja: true,
}

function languageOf(tag: string): Language | undefined {
  const [language = ''] = tag.split('-')
  return Object.hasOwn(languages, language) ? (language as Language) : undefined
}

/** Tags without a region take the reader's: people who read English in Germany expect a 24-hour clock. */
function localeOf(tag: string, language: Language, readers: readonly string[]): string {
  if (tag !== language) return tag
  const own = readers.find((reader) => languageOf(reader) === language && reader !== language)
  const region = own === undefined ? regionOf(readers[0]) : undefined
  return own ?? (region === undefined ? tag : `${language}-${region}`)
}

function regionOf(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : new Intl.Locale(tag).maximize().region
}
