import { v7 as uuidv7 } from 'uuid'

/** A seeded random number generator (mulberry32). */
export type Random = {
  /** An integer from `from` to `to`, inclusive. */
  between(from: number, to: number): number
  /** A random item. */
  pick<Item>(items: readonly Item[]): Item
  /** A UUIDv7 with that time. */
  uuid(at: Date): string
}

/** Creates a generator. The same seed gives the same sequence. */
export function createRandom(seed: number): Random {
  let state = seed

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function between(from: number, to: number): number {
    return from + Math.floor(next() * (to - from + 1))
  }

  return {
    between,
    pick<Item>(items: readonly Item[]): Item {
      return items[between(0, items.length - 1)] as Item
    },
    uuid(at: Date): string {
      const random = Uint8Array.from({ length: 16 }, () => between(0, 255))
      return uuidv7({ msecs: at.getTime(), random, seq: between(0, 2 ** 31 - 1) })
    },
  }
}
