import { expect, it } from 'vitest'
import { type Site, sitePatch } from '@/contract/sites/site'
import { siteSettings } from '@/contract/sites/site-settings'
import { draftOf, fieldOfParam, patchOf, rebase, rowOfOrigin, type SiteDraft } from './site-draft'

const site: Site = {
  id: 'site0001',
  key: 'pk_0123456789abcdef',
  name: 'Shop',
  allowedOrigins: ['https://shop.example'],
  aliases: ['wt_1'],
  settings: siteSettings.parse({}),
  isActive: true,
  isDefault: true,
  version: 3,
  createdAt: '2026-11-29T10:00:00.000Z',
}
const draft = draftOf(site)

it('sends only the version if nothing changed, and changes in the API’s format', () => {
  expect(patchOf(site, draft)).toEqual({ version: 3 })
  expect(patchOf(site, { ...draft, origins: ['https://shop.example', ' '] })).toEqual({ version: 3 })
  const typed: SiteDraft = {
    ...draft,
    name: 'Lamps',
    origins: ['', ' shop.example ', 'www.shop.example'],
    aliases: ' wt_1,abcd1234\n',
    accent: '#AA0000',
    side: 'start',
    blockOffset: '40',
    hiddenPaths: ' /checkout/*  /cart\n',
    radius: '0',
    launcherKind: 'text',
    launcherText: 'Ask us',
    welcome: 'Hi!',
    locale: 'de',
    contactEmail: ' help@shop.example ',
  }
  const patch = patchOf(site, typed)
  expect(patch).toEqual({
    version: 3,
    name: 'Lamps',
    allowedOrigins: ['shop.example', 'www.shop.example'],
    aliases: ['wt_1', 'abcd1234'],
    settings: {
      accent: '#aa0000',
      position: { side: 'start', inlineOffset: 20, blockOffset: 40 },
      hiddenPaths: ['/checkout/*', '/cart'],
      radius: 0,
      launcher: { kind: 'text', text: 'Ask us' },
      welcome: 'Hi!',
      locale: 'de',
      contactEmail: 'help@shop.example',
    },
  })
  expect(sitePatch.safeParse(patch).success).toBe(true)
  expect(rowOfOrigin(typed, 1)).toBe(2)
})

it.each(['', 'x', '1e3', '-5', '1.5'])('lets the server refuse %j as a number', (typed) => {
  const patch = patchOf(site, { ...draft, radius: typed })
  expect(sitePatch.safeParse(patch).error?.issues[0]?.path).toEqual(['settings', 'radius'])
})

it('keeps typed values if a colleague was faster, and takes over the rest', () => {
  const now: Site = {
    ...site,
    version: 4,
    name: 'Their name',
    settings: { ...site.settings, title: 'Their title', radius: 2 },
  }
  const typed = { ...draft, title: 'My title', welcome: 'My welcome' }
  const rebased = rebase(site, now, typed)
  expect(rebased.draft).toEqual({ ...draftOf(now), title: 'My title', welcome: 'My welcome' })
  expect(rebased.conflicts).toEqual(['title'])
  expect(patchOf(now, rebased.draft)).toEqual({
    version: 4,
    settings: { title: 'My title', welcome: 'My welcome' },
  })
  expect(rebase(site, now, { ...draft, title: 'Their title' }).conflicts).toEqual([])
})

it.each([
  ['name', 'name', 0],
  ['allowedOrigins.2', 'origins', 2],
  ['allowedOrigins', 'origins', 0],
  ['settings.accent', 'accent', 0],
  ['settings.launcher.text', 'launcherText', 0],
])('finds the form field for %s', (param, field, index) => {
  expect(fieldOfParam(param)).toEqual({ field, index })
})

it.each([null, 'version', 'settings', 'settings.constructor', '__proto__'])(
  'returns null for %s',
  (param) => {
    expect(fieldOfParam(param)).toBeNull()
  },
)
