import { describe, expect, it } from 'vitest'
import { findStep, stepAt, toBase32, totp, totpUri } from './totp'

const key = Buffer.from('12345678901234567890')
const now = Date.parse('2026-11-30T12:00:10Z')

describe('totp', () => {
  // RFC 6238, appendix B: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('after %i seconds is %s', (seconds, code) => {
    expect(totp(key, stepAt(seconds * 1000))).toBe(code)
  })

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('%i steps from now is accepted: %s', (distance, isFound) => {
    const step = stepAt(now) + distance
    expect(findStep(key, totp(key, step), now)).toBe(isFound ? step : null)
  })

  it.each(['', '28708', '2870822', '２８７０８２', 'abcdef'])('finds no step for %j', (code) => {
    expect(findStep(key, code, 59_000)).toBeNull()
  })
})

it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('encodes %j in Base32 as in RFC 4648', (text, written) => {
  expect(toBase32(Buffer.from(text))).toBe(written)
})

it('includes issuer and account in the URI for the app', () => {
  expect(totpUri(key, 'ada+desk@example.com')).toBe(
    'otpauth://totp/Porchlight:ada%2Bdesk%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Porchlight',
  )
})
