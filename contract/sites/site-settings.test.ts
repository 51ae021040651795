import { expect, it } from 'vitest'
import { readSiteSettings, siteSettings } from './site-settings'

const defaults = siteSettings.parse({})

it('has a default for every setting', () => {
  expect(readSiteSettings({})).toEqual(defaults)
  expect(defaults).toMatchObject({ accent: '#3b5bd4', identity: 'off' })
})

it('reads what another version has stored field by field', () => {
  const stored = { accent: 'red', radius: 4, theme: 'sepia', hologram: true, title: 'Ask us' }
  expect(readSiteSettings(stored)).toEqual({ ...defaults, radius: 4, title: 'Ask us' })
  for (const stored of [null, 'x', 7, []]) expect(readSiteSettings(stored)).toEqual(defaults)
})

it.each([
  ['a colour by name', { accent: 'red' }],
  ['a colour with an end', { accent: '#3b5bd4;}' }],
  ['a round that is none', { radius: 25 }],
  ['half a pixel', { position: { side: 'end', inlineOffset: 1.5, blockOffset: 0 } }],
  ['a corner that is none', { position: { side: 'top', inlineOffset: 0, blockOffset: 0 } }],
  ['a long title', { title: 'a'.repeat(61) }],
  ['half a surrogate pair', { title: '\ud800' }],
  ['a language without a catalogue', { locale: 'tlh' }],
  ['what is no setting', { css: 'body{}' }],
  ['what is no setting of the launcher', { launcher: { kind: 'icon', text: null, html: '<b>' } }],
])('refuses %s', (_, settings) => {
  expect(siteSettings.safeParse(settings).success).toBe(false)
})

it('keeps texts on one line, and takes an empty one for none', () => {
  expect(siteSettings.parse({ title: ' Ask\n\u202eus ', welcome: ' ' })).toMatchObject({
    title: 'Ask us',
    welcome: null,
  })
})
