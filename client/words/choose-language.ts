import { acceptable } from '@/client/browser/locale'
import type { Language } from './catalogue'

/** Which languages are wished for, as BCP 47 tags or anything else that was written there. */
export type LanguageWishes = {
  /** For the chat itself, by the page that carries it (`data-locale`). */
  asked: string | null
  /** That of the page that carries it (`<html lang>`). */
  page: string | null
  /** The reader's, the most preferred first. */
  reader: readonly unknown[]
  /** The site's default. */
  site: string | null
}

/** The language of the words, and how dates, times and numbers are written in it. */
export type LanguageChoice = { language: Language; locale: string }

/**
 * The language in which the chat speaks: the first of these wishes that there is a catalogue for, otherwise English. Tags may be
 * malformed, and are passed over then.
 */
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

/** A tag without a region takes the reader's: those who read English in Germany have a clock of 24 hours. */
function localeOf(tag: string, language: Language, readers: readonly string[]): string {
  if (tag !== language) return tag
  const own = readers.find((reader) => languageOf(reader) === language && reader !== language)
  const region = own === undefined ? regionOf(readers[0]) : undefined
  return own ?? (region === undefined ? tag : `${language}-${region}`)
}

function regionOf(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : new Intl.Locale(tag).maximize().region
}
