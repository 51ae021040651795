/** A bucket that refills: so many operations a second, and one second's worth at once. */
export class RateLimit {
  readonly #perSecond: number
  #tokens: number
  #filledAt: number

  /** @param perSecond `Infinity` for no limit */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond
    this.#tokens = perSecond
    this.#filledAt = now
  }

  /** Whether one more operation is within the limit. It is counted if so. */
  take(now: number): boolean {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return true
    const refill = ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#perSecond, this.#tokens + Math.max(refill, 0))
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
