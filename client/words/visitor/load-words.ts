import type { Language } from '../catalogue'
import type { LanguageChoice } from '../choose-language'
import { createWords, type Words } from '../words'
import type { VisitorCatalogue, VisitorSource } from './catalogue'
import { en } from './en'

/** The visitors' words in one language. */
export type VisitorWords = Words<VisitorSource>

/** Separate chunks, each loaded only for that language. */
const catalogues: { [L in Exclude<Language, 'en'>]: () => Promise<VisitorCatalogue<L>> } = {
  de: async () => (await import('./de')).de,
  fr: async () => (await import('./fr')).fr,
  es: async () => (await import('./es')).es,
  pt: async () => (await import('./pt')).pt,
  it: async () => (await import('./it')).it,
  nl: async () => (await import('./nl')).nl,
  pl: async () => (await import('./pl')).pl,
  tr: async () => (await import('./tr')).tr,
  ar: async () => (await import('./ar')).ar,
  he: async () => (await import('./he')).he,
  ja: async () => (await import('./ja')).ja,
}

/** The English words, which are always loaded. Without `locale`, dates and times follow the browser's settings. */
export function englishWords(locale?: string): VisitorWords {
  return createWords<VisitorSource>(en, { language: 'en', ...(locale !== undefined && { locale }) })
}

/** The words in a language. English, with English dates, if its catalogue cannot be loaded. */
export async function loadWords({ language, locale }: LanguageChoice): Promise<VisitorWords> {
  if (language === 'en') return englishWords(locale)
  try {
    return createWords<VisitorSource>(await catalogues[language](), { language, locale })
  } catch {
    return englishWords('en')
  }
}
