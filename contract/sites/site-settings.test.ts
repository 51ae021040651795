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
  ['an invalid e-mail address', { contactEmail: 'help' }],
  ['a link for an e-mail address', { contactEmail: 'mailto:help@shop.example' }],
  ['a path without a slash', { hiddenPaths: ['checkout/*'] }],
  ['a path with a query', { hiddenPaths: ['/a?b'] }],
  ['a URL for a path', { hiddenPaths: ['https://shop.example/checkout'] }],
  ['a path that is too long', { hiddenPaths: [`/${'a'.repeat(200)}`] }],
  ['a path that is too long once normalized', { hiddenPaths: [`/${'é'.repeat(100)}`] }],
  ['too many paths', { hiddenPaths: Array(21).fill('/a') }],
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

it('stores paths as browsers write them, and mail addresses in lower case', () => {
  const settings = { hiddenPaths: [' /café/* ', '/a/../b', '//a'], contactEmail: ' Help@Shop.example ' }
  expect(siteSettings.parse(settings)).toMatchObject({
    hiddenPaths: ['/caf%C3%A9/*', '/b', '//a'],
    contactEmail: 'help@shop.example',
  })
})
