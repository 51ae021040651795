/** A token bucket. */
export class RateLimit {
  readonly #perSecond: number
  readonly #most: number
  #tokens: number
  #filledAt: number

  /**
   * @param perSecond `Infinity` for no limit
   * @param burstSeconds the bucket's capacity, in seconds' worth of operations
   */
  constructor(perSecond: number, now: number, burstSeconds = 1) {
    this.#perSecond = perSecond
    this.#most = perSecond * burstSeconds
    this.#tokens = this.#most
    this.#filledAt = now
  }

  /** Takes operations if the bucket has enough; false otherwise. */
  take(now: number, count = 1): boolean {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return true
    const refill = ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#most, this.#tokens + Math.max(refill, 0))
    this.#filledAt = now
    if (this.#tokens < count) return false
    this.#tokens -= count
    return true
  }

  /** Charges operations already done. An overdraft delays the next ones. */
  charge(count: number): void {
    this.#tokens -= count
  }
}
