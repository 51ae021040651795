import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Transport } from '../core/transport'
import type { Format } from '../protocol/format'
import type { Due } from './due'
import type { Turn } from './turn'

/** A turn may bring much. From here on a socket is written to without waiting for the end of the turn, in bytes. */
const FLUSH_SIZE = 65_536

/** From this part of the bound on a reader counts as slow. */
const BEHIND = 1 / 4
const NOTHING = new Uint8Array()

/**
 * What waits to be sent on one socket: gathered until the end of the turn, and bounded. A reader so slow that more than the
 * bound waits is cut off; it comes back, and what it missed is in the log.
 *
 * Frames are written to the socket below the WebSocket, where they may be the same bytes for many. That keeps their order
 * with what `ws` writes itself (pings, pongs and the close), because it neither compresses nor queues.
 */
export class SendQueue implements Transport {
  readonly format: Format
  readonly #webSocket: WebSocket
  readonly #socket: Socket
  readonly #maxBufferedAmount: number
  readonly #turn: Turn
  #due: Due | null = null

  /** @param maxBufferedAmount bytes */
  constructor(
    { webSocket, socket }: { webSocket: WebSocket; socket: Socket },
    format: Format,
    { maxBufferedAmount, turn }: { maxBufferedAmount: number; turn: Turn },
  ) {
    this.#webSocket = webSocket
    this.#socket = socket
    this.format = format
    this.#maxBufferedAmount = maxBufferedAmount
    this.#turn = turn
  }

  send(frame: Uint8Array): void {
    if (!this.#isOpen) return
    if (this.#socket.writableLength > this.#maxBufferedAmount) {
      this.#webSocket.terminate()
      return
    }
    if (this.#due === null) this.#turn.add(this)
    this.#due = (this.#due ?? this.#turn.nothing).and(frame, this.format === 'msgpack')
    if (this.#due.byteLength >= FLUSH_SIZE) this.flush()
  }

  /** Writes what is due. */
  flush(): void {
    const due = this.#due
    this.#due = null
    if (due !== null && this.#isOpen) this.#socket.write(due.bytes)
  }

  get isBehind(): boolean {
    const waiting = this.#socket.writableLength + (this.#due?.byteLength ?? 0)
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
