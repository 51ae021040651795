import { describe, expect, it } from 'vitest'
import { chooseLanguage, type LanguageWishes } from './choose-language'

const none: LanguageWishes = { asked: null, page: null, reader: [], site: null }

describe('the language of the chat', () => {
  it.each<[string, Partial<LanguageWishes>, string]>([
    ['asked for', { asked: 'fr', page: 'de', reader: ['it'], site: 'nl' }, 'fr'],
    ['of the page', { page: 'de', reader: ['it'], site: 'nl' }, 'de'],
    ['of the reader', { reader: ['it', 'es'], site: 'nl' }, 'it'],
    ['of the site', { site: 'nl' }, 'nl'],
    ['English, for want of a wish', {}, 'en'],
    [
      'the next one, where there is no catalogue',
      { asked: 'eo', page: 'cy', reader: ['fi', 'pl', 'tr'] },
      'pl',
    ],
    ['the next one, where the tag is none', { asked: '', page: 'de--', reader: [7, null, '*', 'tr'] }, 'tr'],
    ['English, where nothing fits', { asked: 'eo', page: 'fi', reader: ['sv'], site: 'da' }, 'en'],
    ['a region’s', { page: 'pt-PT' }, 'pt'],
    ['in capitals', { page: 'DE-AT' }, 'de'],
    ['in the way of POSIX', { asked: 'ja_JP.UTF-8' }, 'ja'],
    ['under its former code', { page: 'iw-IL' }, 'he'],
    ['no property of every object', { asked: 'constructor', page: 'tostring' }, 'en'],
  ])('is %s', (_, wishes, language) => {
    expect(chooseLanguage({ ...none, ...wishes }).language).toBe(language)
  })

  it.each<[string, Partial<LanguageWishes>, string]>([
    ['those of the tag', { page: 'de-AT', reader: ['de-CH'] }, 'de-AT'],
    ['those of the reader who reads that language', { page: 'en', reader: ['de-DE', 'en-AU'] }, 'en-AU'],
    ['those of the reader’s region', { page: 'en', reader: ['de-AT'] }, 'en-AT'],
    ['those of where the reader’s language is spoken', { page: 'en', reader: ['de'] }, 'en-DE'],
    ['those of the language', { page: 'ar' }, 'ar'],
    ['English ones', { reader: ['fi'] }, 'en-FI'],
  ])('writes dates and times like %s', (_, wishes, locale) => {
    const choice = chooseLanguage({ ...none, ...wishes })
    expect(choice.locale).toBe(locale)
    expect(() => new Intl.DateTimeFormat(choice.locale)).not.toThrow()
  })

  it('gives readers of English in Germany their clock', () => {
    const { locale } = chooseLanguage({ ...none, page: 'en', reader: ['de-DE'] })
    const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
    expect(time.format(new Date(2026, 10, 29, 21, 5))).toBe('21:05')
  })
})
