import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import { networkOf } from '../transport/address-counter'

/** How many wrong keys an address, or an IPv6 /64, may present per window. */
const MAX_FAILURES = 10
const WINDOW_MS = 60_000

/** Above this many addresses the oldest windows are forgotten. */
const MAX_REMEMBERED = 10_000

/**
 * Counts wrong keys per address. A right key is always accepted: it cannot be guessed, and clients that share an address with
 * an attacker, as behind a proxy, must not be locked out.
 */
export class FailedKeys {
  readonly #clock: Clock
  /** By network, oldest window first. */
  readonly #windows = new Map<string, { failures: number; endsAt: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a failure. @returns the error to report: the refusal itself, or `rate_limit` after too many */
  count(address: string, refusal: RealtimeError): RealtimeError {
    const now = this.#clock.now()
    const network = networkOf(address)
    let window = this.#windows.get(network)
    if (window === undefined || window.endsAt <= now) {
      window = { failures: 0, endsAt: now + WINDOW_MS }
      this.#windows.delete(network)
      this.#windows.set(network, window)
      this.#forgetOldest()
    }
    window.failures += 1
    if (window.failures <= MAX_FAILURES) return refusal
    return new RealtimeError('rate_limit', 'too many wrong keys from this address')
  }

  #forgetOldest(): void {
    const [oldest] = this.#windows.keys()
    if (this.#windows.size > MAX_REMEMBERED && oldest !== undefined) this.#windows.delete(oldest)
  }
}
