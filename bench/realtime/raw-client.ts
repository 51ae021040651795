import { connect, type Socket } from 'node:net'

const CLOSE = 0x8
const PING = 0x9

/** All sockets read into the same buffer, one after another, so that reading creates no garbage. */
const shared = Buffer.allocUnsafe(256 * 1024)

/**
 * A minimal WebSocket client, so that the server dominates the measurement. Until {@link listen} it keeps what it receives, for
 * {@link next}; afterwards it only looks at the lengths of messages.
 */
export class RawClient {
  readonly #socket: Socket
  readonly closed: Promise<void>
  #onLength: ((length: number) => void) | null = null
  readonly #told: string[] = []
  #onTold: (() => void) | null = null
  /** The rest of a read that ended within a header. */
  #rest: Buffer | null = null
  /** Bytes of the current message still to come. */
  #missing = 0
  #length = 0
  #opcode = 0
  #parts: Buffer[] = []
  #upgraded: (() => void) | null = null

  private constructor(port: number) {
    const callback = (count: number, buffer: Uint8Array) => {
      this.#read(buffer as Buffer, count)
      return true
    }
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: shared, callback } })
    this.closed = new Promise((resolve) => this.#socket.once('close', () => resolve()))
    this.#socket.on('error', () => {})
  }

  /** Connects and upgrades. Rejects if the socket ends first. */
  static async open(port: number, path: string): Promise<RawClient> {
    const client = new RawClient(port)
    await new Promise<void>((resolve, reject) => {
      client.#upgraded = resolve
      void client.closed.then(() => reject(new Error('the server did not upgrade')))
      client.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      )
    })
    return client
  }

  send(text: string): void {
    this.#socket.write(frame(text))
  }

  /** Waits for the first message that `isWanted` accepts. */
  async next(isWanted: (text: string) => boolean): Promise<string> {
    while (true) {
      const text = this.#told.shift()
      if (text !== undefined && isWanted(text)) return text
      if (text === undefined) {
        await new Promise<void>((resolve) => {
          this.#onTold = resolve
        })
      }
    }
  }

  /** From now on calls back with the length of each message, in bytes. */
  listen(onLength: (length: number) => void): void {
    this.#onLength = onLength
  }

  /** Destroys the socket without a close frame. */
  destroy(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer, count: number): void {
    let buffer = chunk
    let end = count
    if (this.#rest !== null) {
      buffer = Buffer.concat([this.#rest, chunk.subarray(0, count)])
      end = buffer.length
      this.#rest = null
    }
    let at = this.#upgraded === null ? 0 : this.#readUpgrade(buffer, end)
    while (at < end) {
      if (this.#missing === 0) {
        const size = headerSize(buffer, at, end)
        if (size === null) {
          this.#rest = Buffer.from(buffer.subarray(at, end))
          return
        }
        this.#opcode = (buffer[at] ?? 0) & 0xf
        this.#length = this.#missing = payloadLength(buffer, at)
        at += size
      }
      const step = Math.min(this.#missing, end - at)
      if (this.#onLength === null) this.#parts.push(Buffer.from(buffer.subarray(at, at + step)))
      this.#missing -= step
      at += step
      if (this.#missing === 0) this.#take()
    }
  }

  /** The index at which the frames start. */
  #readUpgrade(buffer: Buffer, end: number): number {
    const head = buffer.subarray(0, end).indexOf('\r\n\r\n')
    if (head < 0) {
      this.#rest = Buffer.from(buffer.subarray(0, end))
      return end
    }
    if (!buffer.toString('latin1', 0, head).startsWith('HTTP/1.1 101')) this.#socket.destroy()
    this.#upgraded?.()
    this.#upgraded = null
    return head + 4
  }

  #take(): void {
    if (this.#opcode === PING) this.#socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]))
    else if (this.#opcode === CLOSE) this.#socket.destroy()
    else if (this.#onLength !== null) this.#onLength(this.#length)
    else {
      this.#told.push(Buffer.concat(this.#parts).toString())
      this.#onTold?.()
    }
    if (this.#parts.length > 0) this.#parts = []
  }
}

/** A text frame with an all-zero mask, which leaves the text as it is. */
function frame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const extended = length < 126 ? 0 : 2
  const bytes = Buffer.allocUnsafe(6 + extended + length)
  bytes[0] = 0x81
  bytes[1] = 0x80 | (extended === 0 ? length : 126)
  if (extended > 0) bytes.writeUInt16BE(length, 2)
  bytes.writeUInt32BE(0, 2 + extended)
  bytes.write(text, 6 + extended)
  return bytes
}

function headerSize(buffer: Buffer, at: number, end: number): number | null {
  if (end - at < 2) return null
  const short = (buffer[at + 1] ?? 0) & 0x7f
  const size = short === 126 ? 4 : short === 127 ? 10 : 2
  return end - at < size ? null : size
}

function payloadLength(buffer: Buffer, at: number): number {
  const short = (buffer[at + 1] ?? 0) & 0x7f
  if (short === 126) return buffer.readUInt16BE(at + 2)
  if (short === 127) return Number(buffer.readBigUInt64BE(at + 2))
  return short
}
