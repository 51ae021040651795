import { describe, expect, it } from 'vitest'
import { messageSerial, SerialMint, seriesOf } from './serial'

describe('serials', () => {
  it('have Ably’s form', () => {
    const serial = new SerialMint('series').next(1_700_000_000_000)
    expect(serial).toBe('01700000000000-000@series')
    expect(messageSerial(serial, 7)).toBe('01700000000000-000@series:007')
  })

  it('increase as text within a millisecond, beyond a thousand, and when the clock is set back', () => {
    const mint = new SerialMint('s')
    const times = [...Array(2_500).fill(1_000), 500, 1_001, 5_000]
    const serials = times.map((time) => mint.next(time))
    expect(serials).toEqual([...serials].sort())
    expect(new Set(serials).size).toBe(serials.length)
  })

  it.each([
    '',
    'zzz@0:0',
    '1-000@s',
    '01700000000000-000@',
    '01700000000000-000@a b',
    '01700000000000-000@s:000',
  ])('%j is invalid', (text) => {
    expect(seriesOf(text)).toBeNull()
  })
})
