import { describe, expect, it } from 'vitest'
import type { Translation } from './catalogue'
import { createWords } from './words'

const source = {
  hello: 'Hello',
  from: 'From {name}',
  news: { one: '{count} message from {names}', other: '{count} messages from {names}' },
} as const

const english = createWords<typeof source>(source, { language: 'en', locale: 'en-GB' })

describe('words', () => {
  it('fills the text’s placeholders, and only those', () => {
    expect(english.t('hello')).toBe('Hello')
    expect(english.t('from', { name: '{name} $& {count}' })).toBe('From {name} $& {count}')
  })

  it('chooses the plural form, and formats the number for the locale', () => {
    expect(english.t('news', { count: 1, names: 'Ana' })).toBe('1 message from Ana')
    expect(english.t('news', { count: 12_345, names: 'Ana' })).toBe('12,345 messages from Ana')
  })

  it.each([
    [1, '1 wiadomość od Any'],
    [3, '3 wiadomości od Any'],
    [5, '5 wiele od Any'],
    [22, '22 wiadomości od Any'],
    [1.5, '1,5 inne od Any'],
  ])('uses the Polish plural form for %d', (count, text) => {
    const polish = createWords<typeof source>(
      {
        hello: 'Cześć',
        from: 'Od {name}',
        news: {
          one: '{count} wiadomość od {names}',
          few: '{count} wiadomości od {names}',
          many: '{count} wiele od {names}',
          other: '{count} inne od {names}',
        },
      } satisfies Translation<typeof source, 'pl'>,
      { language: 'pl' },
    )
    expect(polish.t('news', { count, names: 'Any' })).toBe(text)
  })

  it('falls back to `other` if a browser returns an outdated plural category', () => {
    const hebrew = createWords<typeof source>(
      { news: { other: '{count} מ{names}' }, hello: '', from: '' },
      { language: 'he' },
    )
    expect(hebrew.t('news', { count: 1, names: 'Ana' })).toBe('1 מAna')
  })

  it('joins lists, and returns the text around a name', () => {
    expect(english.list(['Ana', 'Ben', 'Eva'])).toBe('Ana, Ben and Eva')
    expect(english.around('from')).toEqual(['From ', ''])
  })

  it('knows right-to-left languages', () => {
    expect(english.direction).toBe('ltr')
    expect(createWords<typeof source>(source, { language: 'ar' }).direction).toBe('rtl')
  })
})

// Each expectation fails to compile if the line below it compiles.
void [
  () => {
    // @ts-expect-error: a value is missing
    english.t('from')
    // @ts-expect-error: not a placeholder of the text
    english.t('from', { names: 'Ana' })
    // @ts-expect-error: plurals need a count
    english.t('news', { names: 'Ana' })
    // @ts-expect-error: no such text
    english.t('bye')
  },
  // @ts-expect-error: a key is missing
  { hello: 'Hallo', from: 'Von {name}' } satisfies Translation<typeof source, 'de'>,
  {
    hello: 'Hallo',
    // @ts-expect-error: a placeholder is missing
    from: 'Von Ana',
    news: { one: 'Eine von {names}', other: '{count} von {names}' },
  } satisfies Translation<typeof source, 'de'>,
  {
    hello: 'Cześć',
    from: 'Od {name}',
    // @ts-expect-error: two forms of Polish are missing
    news: { one: '{count} od {names}', other: '{count} od {names}' },
  } satisfies Translation<typeof source, 'pl'>,
  {
    hello: 'こんにちは',
    from: '{name}から',
    // @ts-expect-error: Japanese has one form
    news: { one: '{names}から{count}', other: '{names}から{count}' },
  } satisfies Translation<typeof source, 'ja'>,
  {
    hello: 'Hallo',
    from: 'Von {name}',
    news: { one: '{count} von {names}', other: '{count} von {names}' },
    // @ts-expect-error: English has no such text
    bye: 'Tschüss',
  } satisfies Translation<typeof source, 'de'>,
]
