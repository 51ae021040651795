/** A bucket that refills: so many operations a second, and some seconds' worth at once. */
export class RateLimit {
  readonly #perSecond: number
  readonly #most: number
  #tokens: number
  #filledAt: number

  /**
   * @param perSecond `Infinity` for no limit
   * @param burstSeconds how many seconds' worth can be taken at once
   */
  constructor(perSecond: number, now: number, burstSeconds = 1) {
    this.#perSecond = perSecond
    this.#most = perSecond * burstSeconds
    this.#tokens = this.#most
    this.#filledAt = now
  }

  /** Whether so many more operations are within the limit. They are counted if so. */
  take(now: number, count = 1): boolean {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return true
    const refill = ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#most, this.#tokens + Math.max(refill, 0))
    this.#filledAt = now
    if (this.#tokens < count) return false
    this.#tokens -= count
    return true
  }

  /** Counts operations that are done already. Those beyond the limit delay the next ones. */
  charge(count: number): void {
    this.#tokens -= count
  }
}
