import { isGone } from './api-error'
import { READ_DEBOUNCE_MS } from './constants'

/** Tells the server how far has been read: the newest position only, and again when that did not work. */
export class ReadMarker {
  readonly #put: (sequence: number) => Promise<unknown>
  #wanted = 0
  #stored = 0
  #isSending = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(put: (sequence: number) => Promise<unknown>) {
    this.#put = put
  }

  /** `sequence` was on screen. Lower ones than before change nothing. */
  mark(sequence: number): void {
    if (sequence <= this.#wanted) return
    this.#wanted = sequence
    this.#schedule()
  }

  /** Sends what did not get through so far. */
  flush(): void {
    this.stop()
    void this.#send()
  }

  /** Another conversation begins, whose numbers have nothing to do with those before. */
  reset(): void {
    this.stop()
    this.#wanted = 0
    this.#stored = 0
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Does not begin again with each message: in a lively conversation it would never be sent. */
  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), READ_DEBOUNCE_MS)
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#wanted <= this.#stored) return
    this.#isSending = true
    const sequence = this.#wanted
    try {
      await this.#put(sequence)
      this.#stored = Math.min(sequence, this.#wanted)
    } catch (error) {
      // Otherwise the next `flush` tries again.
      if (isGone(error)) this.#stored = this.#wanted
      return
    } finally {
      this.#isSending = false
    }
    if (this.#wanted > this.#stored) this.#schedule()
  }
}
