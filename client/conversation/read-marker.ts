import { isGone } from '@/client/api/api-error'
import { READ_DEBOUNCE_MS, RETRY_FIRST_MS, RETRY_LONGEST_MS } from '@/client/constants'

/** Sends the newest read position to the server, with retries. */
export class ReadMarker {
  readonly #put: (sequence: number) => Promise<unknown>
  #wanted = 0
  #stored = 0
  #isSending = false
  #isStopped = false
  /** Grows after each failure. */
  #pauseMs = READ_DEBOUNCE_MS
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(put: (sequence: number) => Promise<unknown>) {
    this.#put = put
  }

  /** `sequence` was on screen. Ignores lower positions. */
  mark(sequence: number): void {
    if (sequence <= this.#wanted) return
    this.#wanted = sequence
    this.#isStopped = false
    this.#schedule()
  }

  /** Sends the pending position immediately. */
  flush(): void {
    this.#isStopped = false
    this.#forgetTimer()
    void this.#send()
  }

  /** Another conversation starts, with its own numbering. */
  reset(): void {
    this.stop()
    this.#wanted = 0
    this.#stored = 0
  }

  /** Stops retrying until the next {@link mark} or {@link flush}. */
  stop(): void {
    this.#isStopped = true
    this.#forgetTimer()
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Does not restart the timer: in a busy conversation the position would never be sent. */
  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#pauseMs)
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#wanted <= this.#stored) return
    this.#isSending = true
    const sequence = this.#wanted
    try {
      await this.#put(sequence)
      this.#stored = Math.min(sequence, this.#wanted)
      this.#pauseMs = READ_DEBOUNCE_MS
    } catch (error) {
      if (isGone(error)) this.#stored = this.#wanted
      else this.#pauseMs = Math.min(Math.max(2 * this.#pauseMs, RETRY_FIRST_MS), RETRY_LONGEST_MS)
    } finally {
      this.#isSending = false
    }
    if (this.#wanted > this.#stored && !this.#isStopped) this.#schedule()
  }
}
