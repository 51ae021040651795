import { expect, it } from 'vitest'
import { siteLimits } from '@/contract/sites/site-settings'
import { hiddenPathsSource } from './hidden-paths'

const isHidden = (patterns: string[], path: string) => path.match(hiddenPathsSource(patterns)) !== null

it.each([
  ['/cart', ['/cart'], ['/cart/', '/carts', '/Cart', '/a/cart', '/']],
  ['/checkout/*', ['/checkout/', '/checkout/pay', '/checkout/a/b'], ['/checkout', '/a/checkout/b']],
  ['/checkout*', ['/checkout', '/checkouts', '/checkout/a'], ['/check']],
  ['/*/pay', ['/de/pay', '/a/b/pay'], ['/pay', '/de/pay/x']],
  ['/*/a*b*.html', ['/x/ab.html', '/x/a1a2b3b.html'], ['/x/ba.html', '/x/ab.htm']],
  ['/**', ['/', '/a'], []],
  ['/a.b+(c)[d]{2}|$', ['/a.b+(c)[d]{2}|$'], ['/aXb+(c)[d]{2}|$', '/a.b', '/a.bb(c)d']],
])('%s matches these paths and no others', (pattern, matching, others) => {
  expect(matching.filter((path) => !isHidden([pattern], path))).toEqual([])
  expect(others.filter((path) => isHidden([pattern], path))).toEqual([])
})

it('matches any of several patterns', () => {
  expect(['/a', '/b', '/ab', '/'].filter((path) => isHidden(['/a', '/b'], path))).toEqual(['/a', '/b'])
})

it('matches a long path against the worst patterns quickly', () => {
  const worst = `/${'*a'.repeat((siteLimits.hiddenPath - 2) / 2)}b`
  const begun = performance.now()
  expect(isHidden(Array(siteLimits.hiddenPaths).fill(worst), `/${'a'.repeat(2_000)}c`)).toBe(false)
  expect(performance.now() - begun).toBeLessThan(500)
})
