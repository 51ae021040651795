import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Transport } from '../core/transport'
import type { Format } from '../protocol/format'
import type { FlushScheduler } from './flush-scheduler'
import type { FrameBatch } from './frame-batch'

/** At this size, in bytes, a batch is flushed without waiting for the scheduler. */
const FLUSH_SIZE = 65_536

/** A reader counts as slow above this share of the limit. */
const BEHIND = 1 / 4
const NOTHING = new Uint8Array()

/**
 * The frames to send on one socket, batched until the scheduler flushes them. A reader so slow that its backlog exceeds the
 * limit is cut off; it reconnects and resumes from the log.
 *
 * Writes to the socket below the WebSocket, so that sockets can share serialized frames. The order with what `ws` itself
 * writes (pings, pongs, the close) is kept, because `ws` neither compresses nor queues here.
 */
export class SendQueue implements Transport {
  readonly format: Format
  readonly #webSocket: WebSocket
  readonly #socket: Socket
  readonly #maxBufferedAmount: number
  readonly #scheduler: FlushScheduler
  #batch: FrameBatch | null = null

  /** @param maxBufferedAmount bytes */
  constructor(
    { webSocket, socket }: { webSocket: WebSocket; socket: Socket },
    format: Format,
    { maxBufferedAmount, scheduler }: { maxBufferedAmount: number; scheduler: FlushScheduler },
  ) {
    this.#webSocket = webSocket
    this.#socket = socket
    this.format = format
    this.#maxBufferedAmount = maxBufferedAmount
    this.#scheduler = scheduler
  }

  send(frame: Uint8Array): void {
    if (!this.#isOpen) return
    if (this.#socket.writableLength > this.#maxBufferedAmount) {
      this.#webSocket.terminate()
      return
    }
    if (this.#batch === null) this.#scheduler.add(this)
    this.#batch = (this.#batch ?? this.#scheduler.empty).append(frame, this.format === 'msgpack')
    if (this.#batch.byteLength >= FLUSH_SIZE) this.flush()
  }

  /** Writes the batch. */
  flush(): void {
    const batch = this.#batch
    this.#batch = null
    if (batch !== null && this.#isOpen) this.#socket.write(batch.bytes)
  }

  get isBehind(): boolean {
    const waiting = this.#socket.writableLength + (this.#batch?.byteLength ?? 0)
    return waiting > this.#maxBufferedAmount * BEHIND
  }

  whenDrained(callback: () => void): void {
    this.flush()
    this.#socket.write(NOTHING, (error) => {
      if (!error && this.#isOpen) callback()
    })
  }

  close(): void {
    this.flush()
    this.#webSocket.close(1000)
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN && this.#socket.writable
  }
}
