import { once } from 'node:events'
import type { Socket } from 'node:net'
import { decode } from '@msgpack/msgpack'
import WebSocket, { type RawData } from 'ws'

// biome-ignore lint/suspicious/noExplicitAny: tests inspect frames of every type
export type Frame = any

/** How a client authenticates: parameters of the URL, and headers. */
export type Entrance = { query?: Record<string, string>; headers?: Record<string, string> }

/** A socket without the SDK, for frames the SDK would never send. Records everything received. */
export class Wire {
  readonly frames: Frame[] = []
  /** The close code, once closed. */
  closeCode: number | null = null
  /** The HTTP status of a refused upgrade; 0 when the server closed the socket instead. */
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

  /** Writes bytes below the WebSocket's framing. */
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

  /** Waits for the first matching frame; `null` when the socket closes first. */
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

  /** Whether the server still responds on this socket. */
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
