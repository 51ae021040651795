import { describe, expect, it } from 'vitest'
import { REQUEST_LANGUAGE } from '@/contract/agent-language'
import { en as actions } from './actions/en'
import { addAgentCatalogues, agentWords, chatWordsOfAgents } from './agent-words'
import { en as alerts } from './alerts/en'
import { en as brokenPage } from './broken-page/en'
import { en as desk } from './desk/en'
import { german } from './german'
import { en as inbox } from './inbox/en'
import { en as ownWords } from './own-words/en'
import { en as parts } from './parts/en'
import { en as problems } from './problems/en'
import { en as account } from './settings/account-en'
import { en as team } from './settings/en'
import { en as sites } from './settings/sites-en'
import { en as visitor } from './visitor/en'

const english = {
  account,
  actions,
  alerts,
  brokenPage,
  desk,
  inbox,
  ownWords,
  parts,
  problems,
  sites,
  team,
  visitor,
}
const areas = Object.keys(english) as (keyof typeof english)[]

type Entry = string | Record<string, string>
const entriesOf = (catalogue: object) => Object.entries(catalogue) as [string, Entry][]
const formsOf = (entry: Entry) => (typeof entry === 'string' ? [entry] : Object.values(entry))
/** Plural forms may write a number as a word. */
const namesIn = (entry: Entry) =>
  formsOf(entry).map((text) =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map(([, name]) => name)
      .filter((name) => typeof entry === 'string' || name !== 'count')
      .sort()
      .join(),
  )

it('has every catalogue of the agents’ pages', () => {
  expect(Object.keys(german).sort()).toEqual([...areas].sort())
})

describe.each(areas)('the German catalogue %s', (area) => {
  const source = new Map(entriesOf(english[area]))
  const entries = entriesOf(german[area])

  it('has the English keys in the English order, and none is empty', () => {
    expect(entries.map(([key]) => key)).toEqual([...source.keys()])
    expect(entries.filter(([, entry]) => formsOf(entry).some((text) => text.trim() === ''))).toEqual([])
  })

  it('has the English placeholders, plurals where English has them, and both forms', () => {
    for (const [key, entry] of entries) {
      const original = source.get(key) ?? ''
      expect(typeof entry, key).toBe(typeof original)
      if (typeof entry === 'object') expect(Object.keys(entry).sort(), key).toEqual(['one', 'other'])
      expect(new Set(namesIn(entry)), key).toEqual(new Set(namesIn(original)))
    }
  })

  it('keeps the spaces around text fragments, and trailing ellipses', () => {
    const edges = (text: string) => [
      /^\s/.test(text),
      /\s$/.test(text),
      text.endsWith('…'),
      text.endsWith(':'),
    ]
    for (const [key, entry] of entries) {
      expect(edges(formsOf(entry).at(-1) ?? ''), key).toEqual(
        edges(formsOf(source.get(key) ?? '').at(-1) ?? ''),
      )
    }
  })

  it('is formal, and uses German quotation marks', () => {
    for (const [key, entry] of entries) {
      for (const text of formsOf(entry)) {
        expect(text, key).not.toMatch(/\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[mnrs]?)\b/)
        expect(text, key).not.toMatch(/[“"](?=\p{L})|\p{L}'\p{L}/u)
      }
    }
  })
})

describe('words for agents', () => {
  it('are in the language of the request', () => {
    addAgentCatalogues('de', german)
    const words = agentWords<typeof inbox>('inbox', inbox)
    const { t } = words
    expect([t('all'), words.language, chatWordsOfAgents()]).toEqual(['All', 'en', null])
    inLanguage('de', () => {
      expect([t('all'), words.language]).toEqual(['Alle', 'de'])
      expect(t('unsentText', { count: 2_000 })).toContain('In 2.000 Unterhaltungen')
      expect(words.around('blockAbout')[1]).toMatch(/^ kann weiterhin/)
      expect(chatWordsOfAgents()?.t('send')).toBe('Senden')
    })
    expect(t('all')).toBe('All')
  })
})

function inLanguage(language: string, run: () => void): void {
  Reflect.set(globalThis, REQUEST_LANGUAGE, () => language)
  try {
    run()
  } finally {
    Reflect.deleteProperty(globalThis, REQUEST_LANGUAGE)
  }
}
