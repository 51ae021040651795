import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { env, provideEnv } from '@/server/settings/env'
import { readOriginEntry } from './origin-entry'
import { OriginList } from './origin-list'

const settings = env()
afterEach(() => provideEnv(settings))

const stored = (text: string) => {
  const result = readOriginEntry(text)
  return 'origin' in result ? result.origin : result.refusal
}

it.each([
  ['https://shop.example', 'https://shop.example'],
  [' HTTPS://Shop.Example:443/ ', 'https://shop.example'],
  ['shop.example', 'https://shop.example'],
  ['shop.example:8443', 'https://shop.example:8443'],
  ['https://*.shop.example', 'https://*.shop.example'],
  ['*.preview.shop.example:8443', 'https://*.preview.shop.example:8443'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['https://*.bücher.example', 'https://*.xn--bcher-kva.example'],
  ['https://＊.shop.example', 'https://*.shop.example'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['localhost:8080', 'http://localhost:8080'],
  ['http://192.168.0.7', 'http://192.168.0.7'],
  ['http://172.16.0.1:3001', 'http://172.16.0.1:3001'],
  ['http://wiki', 'http://wiki'],
  ['http://wiki.lan', 'http://wiki.lan'],
  ['https://someone.github.io', 'https://someone.github.io'],
  ['https://github.io', 'https://github.io'],
])('stores %j as %s', (typed, origin) => {
  expect(stored(typed)).toBe(origin)
})

it.each([
  ['', 'origin_malformed'],
  ['https://', 'origin_malformed'],
  ['file:///home', 'origin_malformed'],
  ['data:text/html,x', 'origin_malformed'],
  ['javascript:alert(1)', 'origin_malformed'],
  ['https://user:secret@shop.example', 'origin_malformed'],
  ['https://shop.example;script-src', 'origin_malformed'],
  ['https://shop.example; script-src *', 'origin_malformed'],
  ["https://shop.example'none'", 'origin_malformed'],
  ['https://shop.example,evil.example', 'origin_malformed'],
  ['https://shop_.example', 'origin_malformed'],
  ['https://shop.example.', 'origin_malformed'],
  ['https://[::1]:3000', 'origin_malformed'],
  ['https:\\\\shop.example', 'origin_malformed'],
  ['https://shop\t.example', 'origin_malformed'],
  [`https://${'a'.repeat(64)}.example`, 'origin_malformed'],
  [`https://${'a.'.repeat(200)}example`, 'origin_malformed'],
  ['https://shop.example/contact', 'origin_with_path'],
  ['https://shop.example/?', 'origin_with_path'],
  ['https://shop.example#top', 'origin_with_path'],
  ['https://a.*.example', 'origin_wildcard'],
  ['https://*a.shop.example', 'origin_wildcard'],
  ['https://*.*.shop.example', 'origin_wildcard'],
  ['https://shop.*', 'origin_wildcard'],
  ['https://*', 'origin_wildcard'],
  ['https://*.com', 'origin_public_suffix'],
  ['https://*.co.uk', 'origin_public_suffix'],
  ['https://*.github.io', 'origin_public_suffix'],
  ['https://*.localhost', 'origin_public_suffix'],
  ['http://shop.example', 'origin_insecure'],
  ['http://172.32.0.1', 'origin_insecure'],
  ['http://8.8.8.8', 'origin_insecure'],
  ['http://*.shop.example', 'origin_insecure'],
])('refuses %j as %s', (typed, refusal) => {
  expect(stored(typed)).toBe(refusal)
})

it('accepts http if Porchlight itself is served over it', () => {
  provideEnv({ ...settings, PUBLIC_URL: 'http://chat.example' })
  expect(stored('http://shop.example')).toBe('http://shop.example')
  provideEnv({ ...settings, PUBLIC_URL: 'https://chat.example' })
  expect(stored('http://shop.example')).toBe('origin_insecure')
})

const part = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    ...`http:// https:// * *. . : ; ' " , / \\ @ ? # % %2A %3B %20 shop example com co.uk github.io localhost 10.0.0.1 [::1] :443 :80 xn-- ß ＊ 。`.split(
      ' ',
    ),
    ' ',
    '\t',
    '\n',
  ),
)
const typed = fc.oneof(
  fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(part, { maxLength: 5 }).map((parts) => `https://${parts.join('')}.example`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(fc.constantFrom('', '*.', 'https://', 'https://*.', 'http://*.'), fc.domain())
    .map((parts) => parts.join('')),
)

it('stores only what an origin list understands and a header can contain', () => {
  let taken = 0
  fc.assert(
    fc.property(typed, (text) => {
      const result = readOriginEntry(text)
      if ('refusal' in result) return
      taken += 1
      const { origin } = result
      expect(origin).toMatch(/^https?:\/\/[a-z0-9.*-]+(:\d{1,5})?$/)
      // Storing it again changes nothing.
      expect(readOriginEntry(origin)).toEqual(result)
      const list = new OriginList([origin])
      expect(list.allows(origin.replace('//*.', '//a.')), origin).toBe(true)
      if (origin.includes('*')) expect(list.allows(origin.replace('//*.', '//')), origin).toBe(false)
    }),
    { numRuns: 20_000 },
  )
  expect(taken).toBeGreaterThan(1_000)
})
