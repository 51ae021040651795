import { describe, expect, it, vi } from 'vitest'
import { formatAge, formatDay, formatExactTime, formatTime } from '@/client/text/format-time'
import { REQUEST_LANGUAGE } from '@/contract/agent-language'
import { sourceFiles } from '@/tests/architecture'
import { clockLocale, pageLocale, readerLanguage, readerTimeZone } from './locale'

describe('the pages’ locale', () => {
  it.each<[unknown, unknown, string]>([
    [['en-GB', 'en'], 'en-GB', 'en-GB'],
    [['de', 'en-AU'], 'de', 'en-AU'],
    [['de', 'fr'], 'de', 'en'],
    [['en-US@posix'], 'en-US@posix', 'en-US'],
    [['en_GB'], 'en_GB', 'en-GB'],
    [['en_GB.UTF-8@euro'], '', 'en-GB'],
    [['EN-us'], 'EN-us', 'en-US'],
    [['en-u-ca-buddhist'], 'en', 'en-u-ca-buddhist'],
    [['en-', 'en--US', 'en-USA-', 'en GB', 'en;q=0.5'], 'en', 'en'],
    [['english'], 'english', 'en'],
    [['C'], 'C', 'en'],
    [['C.UTF-8', 'POSIX'], 'C', 'en'],
    [['*'], '*', 'en'],
    [[''], '', 'en'],
    [[], undefined, 'en'],
    [undefined, undefined, 'en'],
    [null, null, 'en'],
    [undefined, 'en-NZ', 'en-NZ'],
    ['en-GB', 'en-GB', 'en-GB'],
    [[undefined, null, 7, {}, ['en-GB'], Symbol('en')], 7, 'en'],
    [['x'.repeat(10_000), `en-${'a-'.repeat(5_000)}`], '', 'en'],
    [['💬', '\u0000', 'en\u0000'], '', 'en'],
  ])('of %j and %j is %s', (languages, language, locale) => {
    vi.stubGlobal('navigator', { languages, language })
    expect(pageLocale()).toBe(locale)
    expect(writeEverything()).not.toContain('Invalid')
  })

  it.each([
    [['de-AT', 'en'], 'de-AT'],
    [['en-US', 'de_CH'], 'de-CH'],
    [['en-US'], 'de'],
  ])('of %j is %s for agents who read German', (languages, locale) => {
    Reflect.set(globalThis, REQUEST_LANGUAGE, () => 'de')
    vi.stubGlobal('navigator', { languages, language: languages[0] })
    expect([pageLocale(), clockLocale()]).toEqual([locale, locale])
    Reflect.deleteProperty(globalThis, REQUEST_LANGUAGE)
    expect(clockLocale()).toBeUndefined()
  })

  it('is the page language without a navigator, or with a broken one', () => {
    vi.stubGlobal('navigator', undefined)
    expect(pageLocale()).toBe('en')
    vi.stubGlobal('navigator', {
      get languages() {
        throw new Error('an extension')
      },
    })
    expect(pageLocale()).toBe('en')
    expect(readerLanguage()).toBeNull()
  })
})

it('returns the reader’s preferred language', () => {
  vi.stubGlobal('navigator', { languages: ['*', 'pt_BR', 'en'], language: '*' })
  expect(readerLanguage()).toBe('pt-BR')
})

it('returns no time zone if the browser has none', () => {
  vi.stubGlobal('Intl', {
    DateTimeFormat: class {
      constructor() {
        throw new RangeError('Unsupported time zone')
      }
    },
  })
  expect(readerTimeZone()).toBeNull()
})

it('is the only place that reads the browser’s languages and time zone', () => {
  const files = ['app', 'client', 'components', 'hooks'].flatMap(sourceFiles)
  const asking = files.filter(({ text }) => /navigator\s*\.\s*languages?\b|resolvedOptions/.test(text))
  expect(asking.map(({ path }) => path)).toEqual(['client/browser/locale.ts'])
  const naming = files.filter(({ text }) =>
    /Intl\.\w+\((?!\)|undefined|'en'|locale\b|agentLanguage\(|tag\b|language\b)/.test(text),
  )
  expect(naming.map(({ path }) => path)).toEqual([])
  const converting = files.filter(({ text }) => /\.toLocale\w+\((?!\))/.test(text))
  expect(converting.map(({ path }) => path)).toEqual([])
})

function writeEverything(): string {
  const now = new Date(2026, 10, 24, 12, 0)
  const days = [0, 1, 3, 30, 400].map((days) => new Date(now.getTime() - days * 24 * 60 * 60_000))
  return days
    .flatMap((date) => [formatTime(date), formatExactTime(date), formatDay(date, now), formatAge(date, now)])
    .join(' ')
}
