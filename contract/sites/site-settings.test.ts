import { expect, it } from 'vitest'
import { readSiteSettings, siteSettings } from './site-settings'

const defaults = siteSettings.parse({})

it('has a default for every setting', () => {
  expect(readSiteSettings({})).toEqual(defaults)
  expect(defaults).toMatchObject({ accent: '#3b5bd4', identity: 'off' })
})

it('reads settings of another version field by field', () => {
  const stored = { accent: 'red', radius: 4, theme: 'sepia', hologram: true, title: 'Ask us' }
  expect(readSiteSettings(stored)).toEqual({ ...defaults, radius: 4, title: 'Ask us' })
  for (const stored of [null, 'x', 7, []]) expect(readSiteSettings(stored)).toEqual(defaults)
})

it.each([
  ['a colour name', { accent: 'red' }],
  ['a colour with a suffix', { accent: '#3b5bd4;}' }],
  ['a radius that is too large', { radius: 25 }],
  ['half a pixel', { position: { side: 'end', inlineOffset: 1.5, blockOffset: 0 } }],
  ['an unknown side', { position: { side: 'top', inlineOffset: 0, blockOffset: 0 } }],
  ['a long title', { title: 'a'.repeat(61) }],
  ['a lone surrogate', { title: '\ud800' }],
  ['a language without a catalogue', { locale: 'tlh' }],
  ['an unknown setting', { css: 'body{}' }],
  ['an unknown launcher setting', { launcher: { kind: 'icon', text: null, html: '<b>' } }],
])('refuses %s', (_, settings) => {
  expect(siteSettings.safeParse(settings).success).toBe(false)
})

it('keeps text on one line, and treats empty text as none', () => {
  expect(siteSettings.parse({ title: ' Ask\n\u202eus ', welcome: ' ' })).toMatchObject({
    title: 'Ask us',
    welcome: null,
  })
})
