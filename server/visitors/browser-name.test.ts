import { expect, it } from 'vitest'
import { fastest } from '@/tests/fastest'
import { browserName } from './browser-name'

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
    'Firefox 153 on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    'Safari 26 on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    'Safari 18 on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36 EdgA/143.0',
    'Edge 143 on Android',
  ],
  ['curl/8.14.1', null],
  [null, null],
])('%s is %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name)
})

const usual =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'

it.each([
  ['versions of many digits', `Version/${'1'.repeat(120)} `],
  ['versions of one digit', 'Version/1 '],
  ['digits', 'Version/1'.padEnd(16_000, '1')],
  ['browsers without a version', 'Edg/ OPR/ SamsungBrowser/ Firefox/ Chrome/ Version/'],
  ['misspelled systems', 'iPhon Mac OS Macintos Windos '],
])('16 kB of %s take no longer than a thousand normal ones', (_, part) => {
  const hostile = part.repeat(Math.ceil(16_000 / part.length)).slice(0, 16_000)
  expect(fastest(() => browserName(hostile))).toBeLessThan(
    fastest(() => {
      for (let count = 0; count < 1000; count++) browserName(usual)
    }),
  )
})
