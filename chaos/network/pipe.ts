import type { Socket } from 'node:net'

/** What happens to the bytes of one direction. */
export type Rules = {
  /** Holds bytes. */
  stall: boolean
  /** Discards bytes. */
  drop: boolean
  delayMs: number
  /** 0: unlimited. */
  bytesPerSecond: number
}

/** Bytes buffered before backpressure sets in. */
const HIGH_WATER = 256 * 1024

/** How many chunks a second a throttled direction delivers. */
const PIECES_PER_SECOND = 20

type Item = { dueAt: number; length: number; deliver: () => boolean }

/** One direction of a connection: chunks, with the time at which each may leave. */
export class Pipe {
  readonly #from: Socket
  readonly #to: Socket
  readonly #rules: Rules
  readonly #onChunk: (chunk: Buffer) => void
  #queue: Item[] = []
  #held = 0
  /** When the line is free again, and when the last chunk leaves: chunks stay in order. */
  #freeAt = 0
  #lastAt = 0
  #isDead: boolean
  #timer: NodeJS.Timeout | undefined

  /** @param onChunk called with all incoming data, before any fault applies */
  constructor(from: Socket, to: Socket, rules: Rules, onChunk: (chunk: Buffer) => void = () => {}) {
    this.#from = from
    this.#to = to
    this.#rules = rules
    this.#onChunk = onChunk
    this.#isDead = rules.drop
    from.on('data', (chunk) => this.#take(chunk))
    from.on('end', () => this.#pushEnd(() => to.end()))
    from.on('close', (hadError) => this.#pushEnd(() => (hadError ? to.resetAndDestroy() : to.end())))
    to.on('drain', () => this.pump())
  }

  /** Lets nothing pass any more, not even the end of the stream. */
  die(): void {
    this.#isDead = true
  }

  /** Forwards what may leave by now. Call it after the rules change. */
  pump(): void {
    clearTimeout(this.#timer)
    if (this.#isDead) {
      this.#queue = []
      this.#from.resume()
      return
    }
    if (this.#rules.stall) {
      this.#from.pause()
      return
    }
    for (let item = this.#queue[0]; item !== undefined; item = this.#queue[0]) {
      const waitMs = item.dueAt - performance.now()
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.pump(), waitMs)
        return
      }
      this.#queue.shift()
      this.#held -= item.length
      if (!item.deliver()) return
    }
    this.#from.resume()
  }

  #take(chunk: Buffer): void {
    this.#onChunk(chunk)
    const { bytesPerSecond } = this.#rules
    const size = bytesPerSecond ? Math.ceil(bytesPerSecond / PIECES_PER_SECOND) : chunk.length
    for (let start = 0; start < chunk.length; start += size) {
      const piece = chunk.subarray(start, start + size)
      this.#push(piece.length, () => this.#to.destroyed || this.#to.write(piece))
    }
    if (this.#held > HIGH_WATER) this.#from.pause()
  }

  #pushEnd(end: () => void): void {
    this.#push(0, () => {
      end()
      return true
    })
  }

  #push(length: number, deliver: () => boolean): void {
    if (this.#isDead) return
    const { bytesPerSecond, delayMs } = this.#rules
    this.#freeAt = Math.max(this.#freeAt, performance.now())
    if (bytesPerSecond) this.#freeAt += (length / bytesPerSecond) * 1_000
    this.#lastAt = Math.max(this.#lastAt, this.#freeAt + delayMs)
    this.#held += length
    this.#queue.push({ dueAt: this.#lastAt, length, deliver })
    this.pump()
  }
}
