import { isGone } from '@/client/api/api-error'
import { READ_DEBOUNCE_MS, RETRY_FIRST_MS, RETRY_LONGEST_MS } from '@/client/constants'

/** Tells the server how far has been read: the newest position only, and again when that did not work. */
export class ReadMarker {
  readonly #put: (sequence: number) => Promise<unknown>
  #wanted = 0
  #stored = 0
  #isSending = false
  #isStopped = false
  /** Longer after each failure. */
  #pauseMs = READ_DEBOUNCE_MS
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(put: (sequence: number) => Promise<unknown>) {
    this.#put = put
  }

  /** `sequence` was on screen. Lower ones than before change nothing. */
  mark(sequence: number): void {
    if (sequence <= this.#wanted) return
    this.#wanted = sequence
    this.#isStopped = false
    this.#schedule()
  }

  /** Sends at once what did not get through so far. */
  flush(): void {
    this.#isStopped = false
    this.#forgetTimer()
    void this.#send()
  }

  /** Another conversation begins, whose numbers have nothing to do with those before. */
  reset(): void {
    this.stop()
    this.#wanted = 0
    this.#stored = 0
  }

  /** Tries no more, until something else is marked or flushed. */
  stop(): void {
    this.#isStopped = true
    this.#forgetTimer()
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Does not begin again with each message: in a lively conversation it would never be sent. */
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
