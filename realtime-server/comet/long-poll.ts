import type { Cancel, Clock } from '../clock'
import type { Transport } from '../core/transport'

/** What a {@link LongPoll} needs to know of its client. */
export type LongPollOptions = {
  clock: Clock
  /** How long a fetch may stay without an answer, in milliseconds. */
  maxWaitMs: number
  /** How long the client may stay away between two fetches, in milliseconds. */
  maxAbsenceMs: number
  /** How much may wait for the client, in bytes. */
  maxBufferedAmount: number
  /** What is sent when there is nothing to send for `maxWaitMs`. */
  heartbeat: Uint8Array
  /** Called once: nothing can be fetched any more. */
  onEnd: () => void
}

/** From this part of the bound on a client counts as slow. */
const BEHIND = 1 / 4

/**
 * A transport for clients that have no WebSocket: frames wait until they are fetched. A client that stays away, or that
 * leaves too much lying, has lost it; it comes back over another one, and what it missed is in the log.
 */
export class LongPoll implements Transport {
  readonly format = 'json'
  readonly #options: LongPollOptions
  #frames: Uint8Array[] = []
  #size = 0
  #drained: (() => void)[] = []
  #answer: ((frames: Uint8Array[]) => void) | null = null
  #cancelTimer: Cancel = () => {}
  #state: 'open' | 'closed' | 'ended' = 'open'

  constructor(options: LongPollOptions) {
    this.#options = options
    this.#awaitFetch()
  }

  send(frame: Uint8Array): void {
    if (this.#state !== 'open') return
    this.#frames.push(frame)
    this.#size += frame.byteLength
    if (this.#size > this.#options.maxBufferedAmount) this.end()
    else if (this.#answer && this.#frames.length === 1) setImmediate(() => this.#flush())
  }

  get isBehind(): boolean {
    return this.#size > this.#options.maxBufferedAmount * BEHIND
  }

  whenDrained(callback: () => void): void {
    if (this.#frames.length === 0) setImmediate(callback)
    else this.#drained.push(callback)
  }

  close(): void {
    if (this.#state !== 'open') return
    this.#state = 'closed'
    if (this.#answer) this.#flush()
  }

  /** All frames that wait, as soon as there is one; none when the transport is closed. */
  fetch(): Promise<readonly Uint8Array[]> {
    this.#answer?.([])
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.later(this.#options.maxWaitMs, () =>
      this.send(this.#options.heartbeat),
    )
    return new Promise((resolve) => {
      this.#answer = resolve
      if (this.#frames.length > 0 || this.#state !== 'open') this.#flush()
    })
  }

  /** The client is gone, and with it what still waits. */
  end(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#frames = []
    this.#cancelTimer()
    this.#answer?.([])
    this.#answer = null
    this.#options.onEnd()
  }

  #flush(): void {
    const answer = this.#answer
    if (!answer) return
    const frames = this.#frames
    this.#frames = []
    this.#size = 0
    this.#answer = null
    this.#awaitFetch()
    answer(frames)
    for (const callback of this.#drained.splice(0)) setImmediate(callback)
    if (this.#state === 'closed') this.end()
  }

  #awaitFetch(): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.later(this.#options.maxAbsenceMs, () => this.end())
  }
}
