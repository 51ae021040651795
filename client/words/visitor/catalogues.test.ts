import { describe, expect, it } from 'vitest'
import { ar } from './ar'
import { de } from './de'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { he } from './he'
import { it as italian } from './it'
import { ja } from './ja'
import { englishWords, loadWords } from './load-words'
import { nl } from './nl'
import { pl } from './pl'
import { pt } from './pt'
import { tr } from './tr'

const catalogues = { en, de, fr, es, pt, it: italian, nl, pl, tr, ar, he, ja }
type Language = keyof typeof catalogues
const languages = Object.keys(catalogues) as Language[]

type Entry = string | Record<string, string>
const entriesOf = (language: Language) => Object.entries<Entry>(catalogues[language])
const source = new Map(entriesOf('en'))

const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
/** Plural forms may write a number as a word. */
const namesIn = (text: string) => placeholdersOf(text).filter((name) => name !== 'count')
const formsOf = (entry: Entry | undefined) =>
  typeof entry === 'object' ? Object.values(entry) : [entry ?? '']

describe.each(languages)('the catalogue of %s', (language) => {
  const entries = entriesOf(language)
  const rules = new Intl.PluralRules(language)

  it('has the English keys in the English order, none of them empty', () => {
    expect(entries.map(([key]) => key)).toEqual([...source.keys()])
    const texts = entries.flatMap(([, entry]) => formsOf(entry))
    expect(texts.filter((text) => text.trim() !== text || text === '')).toEqual([])
  })

  it('has exactly the language’s plural forms', () => {
    const categories = [...rules.resolvedOptions().pluralCategories].sort()
    const plurals = entries.filter(([, entry]) => typeof entry === 'object')
    expect(plurals.length).toBeGreaterThan(5)
    for (const [key, entry] of plurals) expect(Object.keys(entry).sort(), key).toEqual(categories)
  })

  it('has the English placeholders', () => {
    for (const [key, entry] of entries) {
      for (const text of formsOf(entry)) {
        expect(namesIn(text), key).toEqual(namesIn(formsOf(source.get(key)).at(-1) ?? ''))
      }
    }
  })

  it('omits the number only in forms for a single number', () => {
    const numbers = Array.from({ length: 1_000 }, (_, number) => number)
    for (const [key, entry] of entries) {
      const english = source.get(key)
      if (typeof entry !== 'object' || typeof english !== 'object' || !english.other?.includes('{count}'))
        continue
      for (const [category, text] of Object.entries(entry)) {
        const meant = numbers.filter((number) => rules.select(number) === category)
        if (meant.length !== 1) expect(text, `${key}, ${category}`).toContain('{count}')
      }
    }
  })

  it('is loaded by itself', async () => {
    const words = await loadWords({ language, locale: language })
    expect(words.language).toBe(language)
    expect(words.t('openChat')).toBe(catalogues[language].openChat)
    for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
      const text = words.t('newMessagesFrom', { count, names: 'Ana' })
      expect(text).toContain('Ana')
      expect(text).not.toMatch(/[{}]|undefined/)
    }
  })
})

it('differs in each language', () => {
  for (const [key, entry] of source) {
    const translations = new Set(
      languages.map((language) => JSON.stringify(Object.fromEntries(entriesOf(language))[key])),
    )
    // Several languages use "Chat" and "Online".
    expect(translations.size, `${key}: ${JSON.stringify(entry)}`).toBeGreaterThan(languages.length / 3)
  }
})

it('is English without a locale', () => {
  expect(englishWords()).toMatchObject({ language: 'en', direction: 'ltr', locale: undefined })
})
