import { describe, expect, it } from 'vitest'
import { chooseLanguage, type LanguageWishes } from './choose-language'

const none: LanguageWishes = { asked: null, page: null, reader: [], site: null }

describe('the language of the chat', () => {
  it.each<[string, Partial<LanguageWishes>, string]>([
    ['set for the chat', { asked: 'fr', page: 'de', reader: ['it'], site: 'nl' }, 'fr'],
    ['of the page', { page: 'de', reader: ['it'], site: 'nl' }, 'de'],
    ['of the reader', { reader: ['it', 'es'], site: 'nl' }, 'it'],
    ['of the site', { site: 'nl' }, 'nl'],
    ['English, without any preference', {}, 'en'],
    [
      'the next one, where there is no catalogue',
      { asked: 'eo', page: 'cy', reader: ['fi', 'pl', 'tr'] },
      'pl',
    ],
    ['the next one, if a tag is invalid', { asked: '', page: 'de--', reader: [7, null, '*', 'tr'] }, 'tr'],
    ['English, if nothing matches', { asked: 'eo', page: 'fi', reader: ['sv'], site: 'da' }, 'en'],
    ['with a region', { page: 'pt-PT' }, 'pt'],
    ['in capitals', { page: 'DE-AT' }, 'de'],
    ['as a POSIX name', { asked: 'ja_JP.UTF-8' }, 'ja'],
    ['under its former code', { page: 'iw-IL' }, 'he'],
    ['not a property of every object', { asked: 'constructor', page: 'tostring' }, 'en'],
  ])('is %s', (_, wishes, language) => {
    expect(chooseLanguage({ ...none, ...wishes }).language).toBe(language)
  })

  it.each<[string, Partial<LanguageWishes>, string]>([
    ['the tag’s', { page: 'de-AT', reader: ['de-CH'] }, 'de-AT'],
    ['the reader’s, if they read that language', { page: 'en', reader: ['de-DE', 'en-AU'] }, 'en-AU'],
    ['of the reader’s region', { page: 'en', reader: ['de-AT'] }, 'en-AT'],
    ['of the region where the reader’s language is spoken', { page: 'en', reader: ['de'] }, 'en-DE'],
    ['the language’s', { page: 'ar' }, 'ar'],
    ['English', { reader: ['fi'] }, 'en-FI'],
  ])('writes dates and times like %s', (_, wishes, locale) => {
    const choice = chooseLanguage({ ...none, ...wishes })
    expect(choice.locale).toBe(locale)
    expect(() => new Intl.DateTimeFormat(choice.locale)).not.toThrow()
  })

  it('gives people who read English in Germany their clock', () => {
    const { locale } = chooseLanguage({ ...none, page: 'en', reader: ['de-DE'] })
    const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
    expect(time.format(new Date(2026, 10, 29, 21, 5))).toBe('21:05')
  })
})
