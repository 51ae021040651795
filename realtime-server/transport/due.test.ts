import { describe, expect, it } from 'vitest'
import { Due } from './due'

const bytes = (length: number) => Buffer.alloc(length, 'x')

describe('the bytes of frames', () => {
  // RFC 6455, section 5.7, and the edges of its three ways to write a length.
  it.each([
    [Buffer.from('Hello'), false, '810548656c6c6f'],
    [bytes(0), false, '8100'],
    [bytes(125), true, `827d${bytes(125).toString('hex')}`],
    [bytes(126), true, `827e007e${bytes(126).toString('hex')}`],
    [bytes(65_535), true, `827effff${bytes(65_535).toString('hex')}`],
    [bytes(65_536), false, `817f0000000000010000${bytes(65_536).toString('hex')}`],
  ])('of %.10s', (payload, isBinary, hex) => {
    const due = Due.nothing().and(payload, isBinary)
    expect(due.bytes.toString('hex')).toBe(hex)
    expect(due.byteLength).toBe(hex.length / 2)
  })

  it('stand in the order in which they became due', () => {
    const due = Due.nothing().and(Buffer.from('a'), false).and(Buffer.from('bc'), false)
    expect(due.bytes.toString('hex')).toBe('810161' + '81026263')
  })
})

describe('a sequence', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')]

  it('is the same object for everyone who is due the same frames', () => {
    const nothing = Due.nothing()
    const [first, second] = [nothing.and(a, false), nothing.and(a, false)]
    expect(first.and(b, false)).toBe(second.and(b, false))
    expect(first.and(b, false).bytes).toBe(second.and(b, false).bytes)
  })

  it('is another one after another frame, and stays as it is', () => {
    const nothing = Due.nothing()
    const first = nothing.and(a, false)
    expect(nothing.and(b, false).bytes.toString('hex')).toBe('810162')
    expect(first.bytes.toString('hex')).toBe('810161')
    expect(nothing.and(Buffer.from('a'), false)).not.toBe(first)
  })
})
