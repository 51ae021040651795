import { once } from 'node:events'
import type { Socket } from 'node:net'
import { decode } from '@msgpack/msgpack'
import WebSocket, { type RawData } from 'ws'

// biome-ignore lint/suspicious/noExplicitAny: hostile tests look into frames that have no type on purpose
export type Frame = any

/** How a client gets in: what it adds to the address, and its headers. */
export type Entrance = { query?: Record<string, string>; headers?: Record<string, string> }

/** A socket without the SDK, for what the SDK would never send. Notes whatever comes back. */
export class Wire {
  readonly frames: Frame[] = []
  /** The code with which the socket was closed, once it was. */
  closeCode: number | null = null
  /** The HTTP status in place of an upgrade; 0 when the other side hung up instead. */
  refusal: number | null = null
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('error', () => {})
    socket.on('message', (data, isBinary) => this.frames.push(parse(data, isBinary)))
    socket.on('close', (code) => {
      this.closeCode = code
    })
  }

  /** Resolves when the socket is open or refused. */
  static async open(port: number, { query = {}, headers = {} }: Entrance): Promise<Wire> {
    const wire = new Wire(new WebSocket(`ws://127.0.0.1:${port}/?${new URLSearchParams(query)}`, { headers }))
    await wire.#settled()
    return wire
  }

  async #settled(): Promise<void> {
    const refused = new Promise<number>((resolve) => {
      this.#socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0))
      this.#socket.once('error', () => resolve(0))
    })
    const opened = new Promise<null>((resolve) => this.#socket.once('open', () => resolve(null)))
    this.refusal = await Promise.race([refused, opened])
    if (this.refusal !== null) this.#socket.terminate()
  }

  send(data: string | Buffer): void {
    this.#socket.send(data)
  }

  /** Bytes below the WebSocket's own framing. */
  write(bytes: Buffer): void {
    this.#tcp.write(bytes)
  }

  /** Resets the TCP connection, as a crashed phone's network does. */
  reset(): void {
    this.#tcp.resetAndDestroy()
  }

  get #tcp(): Socket {
    return (this.#socket as unknown as { _socket: Socket })._socket
  }

  /** The first frame that fits, as soon as it is there; `null` when the socket is closed before. */
  async next(fits: (frame: Frame) => boolean): Promise<Frame | null> {
    for (let seen = 0; ; ) {
      for (; seen < this.frames.length; seen++) {
        if (fits(this.frames[seen])) return this.frames[seen]
      }
      if (this.#socket.readyState === WebSocket.CLOSED) return null
      const either = new AbortController()
      const { signal } = either
      const events = ['message', 'close'].map((event) =>
        once(this.#socket, event, { signal }).catch(() => {}),
      )
      await Promise.race(events)
      either.abort()
    }
  }

  /** Whether the server still answers on this socket. */
  async isAlive(): Promise<boolean> {
    const id = crypto.randomUUID()
    if (this.#socket.readyState === WebSocket.OPEN) this.send(JSON.stringify({ action: 0, id }))
    return (await this.next((frame) => frame.action === 0 && frame.id === id)) !== null
  }

  end(): void {
    this.#socket.terminate()
  }
}

function parse(data: RawData, isBinary: boolean): Frame {
  return isBinary ? decode(data as Buffer) : JSON.parse(String(data))
}
