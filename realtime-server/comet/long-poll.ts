import type { Cancel, Clock } from '../clock'
import type { Transport } from '../core/transport'

/** How a {@link LongPoll} treats its client. */
export type LongPollOptions = {
  clock: Clock
  /** How long a poll may stay pending, in milliseconds. */
  maxWaitMs: number
  /** How long the client may pause between two polls, in milliseconds. */
  maxAbsenceMs: number
  /** How much may be queued for the client, in bytes. */
  maxBufferedAmount: number
  /** Sent after `maxWaitMs` without frames. */
  heartbeat: Uint8Array
  /** Called once, when the transport ends. */
  onEnd: () => void
}

/** A client counts as slow above this share of the limit. */
const BEHIND = 1 / 4

/**
 * A transport for clients without a WebSocket: frames are queued until the client polls. If the client stops polling, or the
 * queue exceeds its limit, the transport ends; the client reconnects and resumes from the log.
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

  /** Resolves with all queued frames as soon as there is one; with none when the transport is closed. */
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

  /** Ends the transport and drops queued frames. */
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
