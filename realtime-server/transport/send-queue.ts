import type { WebSocket } from 'ws'
import type { Transport } from '../core/transport'
import type { Format } from '../protocol/format'

/**
 * What waits to be sent on one socket: bounded. A reader so slow that more than the bound waits is cut off; it comes
 * back, and what it missed is in the log.
 */
export class SendQueue implements Transport {
  readonly format: Format
  readonly #socket: WebSocket
  readonly #maxBufferedAmount: number

  /** @param maxBufferedAmount bytes */
  constructor(socket: WebSocket, format: Format, maxBufferedAmount: number) {
    this.#socket = socket
    this.format = format
    this.#maxBufferedAmount = maxBufferedAmount
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > this.#maxBufferedAmount) {
      this.#socket.terminate()
      return
    }
    // The callback takes the error of a socket that breaks meanwhile; its close event says the same.
    this.#socket.send(frame, { binary: this.format === 'msgpack' }, () => {})
  }

  close(): void {
    this.#socket.close(1000)
  }
}
