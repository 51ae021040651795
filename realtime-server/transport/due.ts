const TEXT = 0x81
const BINARY = 0x82
const NO_BYTES = new Uint8Array()

/**
 * A sequence of frames that is due, as bytes of WebSocket. It is one and the same object for all sockets that are due the
 * same frames in the same order, so what goes to a thousand subscribers is put together once and not a thousand times.
 */
export class Due {
  /** Of the whole sequence. */
  readonly byteLength: number
  readonly #before: Due | null
  readonly #payload: Uint8Array
  readonly #isBinary: boolean
  /** The sequence that last went on from this one: the next socket will most likely ask for the same. */
  #next: Due | null = null
  #bytes: Buffer | null = null

  private constructor(before: Due | null, payload: Uint8Array, isBinary: boolean) {
    this.#before = before
    this.#payload = payload
    this.#isBinary = isBinary
    this.byteLength =
      before === null ? 0 : before.byteLength + headerSize(payload.byteLength) + payload.byteLength
  }

  /** Where sequences that may be shared begin. */
  static nothing(): Due {
    return new Due(null, NO_BYTES, false)
  }

  /** This sequence and one frame more. Frames are the same when their payload is the same object. */
  and(payload: Uint8Array, isBinary: boolean): Due {
    if (this.#next === null || this.#next.#payload !== payload) this.#next = new Due(this, payload, isBinary)
    return this.#next
  }

  /** All frames, ready for the socket (RFC 6455 section 5.2: from a server, so without a mask). */
  get bytes(): Buffer {
    this.#bytes ??= this.#write()
    return this.#bytes
  }

  #write(): Buffer {
    const bytes = Buffer.allocUnsafe(this.byteLength)
    let end = bytes.length
    for (let due: Due = this; due.#before !== null; due = due.#before) {
      const payload = due.#payload
      bytes.set(payload, end - payload.byteLength)
      end -= payload.byteLength + headerSize(payload.byteLength)
      writeHeader(bytes, end, payload.byteLength, due.#isBinary)
    }
    return bytes
  }
}

function headerSize(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10
}

function writeHeader(bytes: Buffer, at: number, length: number, isBinary: boolean): void {
  bytes[at] = isBinary ? BINARY : TEXT
  if (length < 126) {
    bytes[at + 1] = length
  } else if (length < 65_536) {
    bytes[at + 1] = 126
    bytes.writeUInt16BE(length, at + 2)
  } else {
    bytes[at + 1] = 127
    bytes.writeUInt32BE(0, at + 2)
    bytes.writeUInt32BE(length, at + 6)
  }
}
