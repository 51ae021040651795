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
  ['no mail address', { contactEmail: 'help' }],
  ['a link for a mail address', { contactEmail: 'mailto:help@shop.example' }],
  ['a path without a slash', { hiddenPaths: ['checkout/*'] }],
  ['a query for a path', { hiddenPaths: ['/a?b'] }],
  ['an address for a path', { hiddenPaths: ['https://shop.example/checkout'] }],
  ['a long path', { hiddenPaths: [`/${'a'.repeat(200)}`] }],
  ['a path that is long as browsers write it', { hiddenPaths: [`/${'é'.repeat(100)}`] }],
  ['many paths', { hiddenPaths: Array(21).fill('/a') }],
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

it('stores paths as browsers write them, and mail addresses in lower case', () => {
  const settings = { hiddenPaths: [' /café/* ', '/a/../b', '//a'], contactEmail: ' Help@Shop.example ' }
  expect(siteSettings.parse(settings)).toMatchObject({
    hiddenPaths: ['/caf%C3%A9/*', '/b', '//a'],
    contactEmail: 'help@shop.example',
  })
})
