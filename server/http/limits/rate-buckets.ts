import { BoundedMap } from '@/server/bounded-map'

/** How much of a minute's allowance may be used at once. */
const BURST_MS = 20_000
const MINUTE_MS = 60_000

/** What is lost in adding up fractions. */
const ROUNDING_MS = 0.01

/**
 * Token buckets in the memory of this process, one number per key: the moment at which the key's bucket is full again. For
 * whatever is too frequent to count in the database and needs no memory of a restart.
 */
export class RateBuckets {
  readonly #fullAt: BoundedMap<number>

  constructor(maxKeys: number) {
    this.#fullAt = new BoundedMap(maxKeys)
  }

  get size(): number {
    return this.#fullAt.size
  }

  /**
   * Uses one of `perMinute` up. A third of them, and at least one, may be used at once; then they come back evenly.
   *
   * @param now on a clock that nobody sets, in milliseconds
   * @returns 0, or the seconds until the next one is there; then nothing was used up
   */
  take(key: string, perMinute: number, now = performance.now()): number {
    const period = MINUTE_MS / perMinute
    const fullAt = Math.max(this.#fullAt.get(key) ?? 0, now) + period
    const tooEarlyMs = fullAt - now - Math.max(BURST_MS, period)
    if (tooEarlyMs > ROUNDING_MS) return tooEarlyMs / 1000
    this.#fullAt.set(key, fullAt)
    return 0
  }

  /** Puts back what {@link take} used up. */
  giveBack(key: string, perMinute: number): void {
    const fullAt = this.#fullAt.get(key)
    if (fullAt !== undefined) this.#fullAt.set(key, fullAt - MINUTE_MS / perMinute)
  }

  clear(): void {
    this.#fullAt.clear()
  }
}
