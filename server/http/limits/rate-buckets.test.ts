import { describe, expect, it } from 'vitest'
import { RateBuckets } from './rate-buckets'

describe('rate buckets', () => {
  it('allow a third of a minute’s limit at once, then the even pace of the limit', () => {
    const buckets = new RateBuckets(10)
    const passed = (now: number) => buckets.take('vera', 60, now) === 0

    expect(count(100, () => passed(0))).toBe(20)
    expect(buckets.take('vera', 60, 0)).toBe(1)
    expect(count(100, () => passed(5_000))).toBe(5)
    expect(count(100, () => passed(1_000_000))).toBe(20)
  })

  it('charge nothing for refusals, and nothing to others', () => {
    const buckets = new RateBuckets(10)
    while (buckets.take('vera', 60, 0) === 0);
    for (let tries = 0; tries < 1_000; tries += 1) buckets.take('vera', 60, 0)

    expect(buckets.take('vera', 60, 1_000)).toBe(0)
    expect(count(100, () => buckets.take('victor', 60, 0) === 0)).toBe(20)
  })

  it('accept refunds', () => {
    const buckets = new RateBuckets(10)
    while (buckets.take('vera', 60, 0) === 0);
    buckets.giveBack('vera', 60)
    buckets.giveBack('victor', 60)

    expect(count(10, () => buckets.take('vera', 60, 0) === 0)).toBe(1)
    expect(count(100, () => buckets.take('victor', 60, 0) === 0)).toBe(20)
  })

  it('allow one use with a limit of one a minute', () => {
    const buckets = new RateBuckets(10)
    expect(count(10, () => buckets.take('vera', 1, 0) === 0)).toBe(1)
    expect(buckets.take('vera', 1, 30_000)).toBe(30)
    expect(buckets.take('vera', 1, 60_000)).toBe(0)
    expect(buckets.take('victor', 1, 1234.5678901)).toBe(0)
  })

  it('keep a bounded number of keys', () => {
    const buckets = new RateBuckets(100)
    for (let stranger = 0; stranger < 100_000; stranger += 1) buckets.take(`${stranger}`, 60, 0)
    expect(buckets.size).toBe(100)
  })
})

function count(tries: number, isAllowed: () => boolean): number {
  return Array.from({ length: tries }, isAllowed).filter(Boolean).length
}
