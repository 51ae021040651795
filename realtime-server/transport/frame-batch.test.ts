import { describe, expect, it } from 'vitest'
import { FrameBatch } from './frame-batch'

const bytes = (length: number) => Buffer.alloc(length, 'x')

describe('serialized frames', () => {
  // RFC 6455, section 5.7, and the edges of its three ways to write a length.
  it.each([
    [Buffer.from('Hello'), false, '810548656c6c6f'],
    [bytes(0), false, '8100'],
    [bytes(125), true, `827d${bytes(125).toString('hex')}`],
    [bytes(126), true, `827e007e${bytes(126).toString('hex')}`],
    [bytes(65_535), true, `827effff${bytes(65_535).toString('hex')}`],
    [bytes(65_536), false, `817f0000000000010000${bytes(65_536).toString('hex')}`],
  ])('of %.10s', (payload, isBinary, hex) => {
    const batch = FrameBatch.empty().append(payload, isBinary)
    expect(batch.bytes.toString('hex')).toBe(hex)
    expect(batch.byteLength).toBe(hex.length / 2)
  })

  it('keep the order in which they were appended', () => {
    const batch = FrameBatch.empty().append(Buffer.from('a'), false).append(Buffer.from('bc'), false)
    expect(batch.bytes.toString('hex')).toBe('810161' + '81026263')
  })
})

describe('a batch', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')]

  it('is the same object for sockets that send the same frames', () => {
    const empty = FrameBatch.empty()
    const [first, second] = [empty.append(a, false), empty.append(a, false)]
    expect(first.append(b, false)).toBe(second.append(b, false))
    expect(first.append(b, false).bytes).toBe(second.append(b, false).bytes)
  })

  it('differs after a different frame, and is never mutated', () => {
    const empty = FrameBatch.empty()
    const first = empty.append(a, false)
    expect(empty.append(b, false).bytes.toString('hex')).toBe('810162')
    expect(first.bytes.toString('hex')).toBe('810161')
    expect(empty.append(Buffer.from('a'), false)).not.toBe(first)
  })
})
