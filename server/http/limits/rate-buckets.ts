import { BoundedMap } from '@/server/bounded-map'

/** How much of a minute's limit may be used at once. */
const BURST_MS = 20_000
const MINUTE_MS = 60_000

/** Tolerance for floating-point rounding. */
const ROUNDING_MS = 0.01

/**
 * In-memory token buckets. Each stores one number: the time at which it is full again. For limits that are checked too often
 * for the database and need not survive a restart.
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
   * Takes one of `perMinute` tokens. A third of them, at least one, may be taken at once; they are refilled evenly.
   *
   * @param now monotonic time, in milliseconds
   * @returns 0 if a token was taken, otherwise the seconds until the next one is available
   */
  take(key: string, perMinute: number, now = performance.now()): number {
    const period = MINUTE_MS / perMinute
    const fullAt = Math.max(this.#fullAt.get(key) ?? 0, now) + period
    const tooEarlyMs = fullAt - now - Math.max(BURST_MS, period)
    if (tooEarlyMs > ROUNDING_MS) return tooEarlyMs / 1000
    this.#fullAt.set(key, fullAt)
    return 0
  }

  /** Returns a token that {@link take} took. */
  giveBack(key: string, perMinute: number): void {
    const fullAt = this.#fullAt.get(key)
    if (fullAt !== undefined) this.#fullAt.set(key, fullAt - MINUTE_MS / perMinute)
  }

  clear(): void {
    this.#fullAt.clear()
  }
}
