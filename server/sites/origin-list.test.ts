import { expect, it } from 'vitest'
import { OriginList } from './origin-list'

const list = new OriginList([
  'https://shop.example',
  'https://www.shop.example:443',
  'http://localhost:8080',
  'https://*.preview.example',
  'https://*.dev.example:8443',
  'https://xn--bcher-kva.example',
])

it.each([
  'https://shop.example',
  'https://www.shop.example',
  'http://localhost:8080',
  'https://a.preview.example',
  'https://a.b-1.preview.example',
  'https://a.dev.example:8443',
  'https://xn--bcher-kva.example',
])('allows %s', (origin) => {
  expect(list.allows(origin)).toBe(true)
})

it.each([
  ['another scheme', 'http://shop.example'],
  ['another port', 'https://shop.example:8443'],
  ['a name with a suffix', 'https://shop.example.evil.example'],
  ['a name with a prefix', 'https://evilshop.example'],
  ['a final dot', 'https://shop.example.'],
  ['the name below the wildcard', 'https://preview.example'],
  ['nothing before the dot', 'https://.preview.example'],
  ['two dots', 'https://a..preview.example'],
  ['another port of a wildcard', 'https://a.preview.example:8443'],
  ['another scheme of a wildcard', 'http://a.preview.example'],
  ['a path that ends like an allowed origin', 'https://evil.example/.preview.example'],
  ['a user that looks like an allowed origin', 'https://shop.example@evil.example'],
  ['an endless name', `https://${'a.'.repeat(8_000)}preview.example`],
  ['two origins', 'https://shop.example, https://shop.example'],
  ['none', 'null'],
  ['an empty one', ''],
])('refuses %s', (_, origin) => {
  expect(list.allows(origin)).toBe(false)
})

it.each([
  '*',
  'https://*',
  'https://*.',
  'https://*.example',
  'https://a.*.example',
  'https://*a.preview.example',
  'https://*.*.preview.example',
  'file:///home',
  'data:text/html,x',
  'null',
  'shop.example',
  '',
])('ignores the entry %j', (entry) => {
  const none = new OriginList([entry])
  for (const origin of [
    'null',
    'https://a.example',
    'https://a.b.example',
    'https://a.b.preview.example',
    entry,
  ])
    expect(none.allows(origin), origin).toBe(false)
})
