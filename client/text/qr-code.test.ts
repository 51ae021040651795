import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { type QrCode, qrCodeOf } from './qr-code'

/** Decoded with zbar 0.23 when recorded, as were codes of every version from 1 to 20. */
it.each([
  ['Porchlight', 21, '671417b9c83b0f84'],
  [
    'otpauth://totp/Porchlight:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Porchlight',
    41,
    '205512d453ca2df7',
  ],
  ['x'.repeat(666), 97, 'cb2d1bdc69986bf8'],
])('draws %s', (text, size, hash) => {
  const code = qrCodeOf(text)
  expect([code?.length, hashOf(code)]).toEqual([size, hash])
})

it('is always square', () => {
  for (let length = 0; length <= 666; length += 37) {
    const code = qrCodeOf('ü'.repeat(length / 2)) ?? []
    expect(code.map((row) => row.length)).toEqual(code.map(() => code.length))
    expect((code.length - 17) % 4).toBe(0)
  }
})

it('returns null rather than truncate', () => {
  expect(qrCodeOf('x'.repeat(667))).toBeNull()
  expect(qrCodeOf('ü'.repeat(334))).toBeNull()
})

function hashOf(code: QrCode | null): string {
  const text = (code ?? []).map((row) => row.map((isDark) => (isDark ? '#' : ' ')).join('')).join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
