import { expect, it } from 'vitest'
import { countIn } from './count-in'

it('counts a text once, wherever the stream is split', () => {
  const bytes = Buffer.from('a secret, secretly a secre; a secret')
  for (let size = 1; size <= bytes.length; size += 1) {
    const count = countIn('secret')
    let sum = 0
    for (let at = 0; at < bytes.length; at += size) sum += count(bytes.subarray(at, at + size))
    expect(sum).toBe(3)
  }
})
