const TEXT = 0x81
const BINARY = 0x82
const NO_BYTES = new Uint8Array()

/**
 * WebSocket frames to write at once. Immutable, and shared: sockets that send the same frames in the same order get the same
 * object, so a broadcast to a thousand subscribers is serialized once rather than a thousand times.
 */
export class FrameBatch {
  /** The size of the whole batch. */
  readonly byteLength: number
  readonly #before: FrameBatch | null
  readonly #payload: Uint8Array
  readonly #isBinary: boolean
  /** The batch last appended to this one, cached: the next socket most likely needs the same. */
  #next: FrameBatch | null = null
  #bytes: Buffer | null = null

  private constructor(before: FrameBatch | null, payload: Uint8Array, isBinary: boolean) {
    this.#before = before
    this.#payload = payload
    this.#isBinary = isBinary
    this.byteLength =
      before === null ? 0 : before.byteLength + headerSize(payload.byteLength) + payload.byteLength
  }

  /** A new root. Only batches with the same root are shared. */
  static empty(): FrameBatch {
    return new FrameBatch(null, NO_BYTES, false)
  }

  /** The batch with one more frame. Frames count as equal when their payload is the same object. */
  append(payload: Uint8Array, isBinary: boolean): FrameBatch {
    if (this.#next === null || this.#next.#payload !== payload)
      this.#next = new FrameBatch(this, payload, isBinary)
    return this.#next
  }

  /** All frames, serialized (RFC 6455 section 5.2; unmasked, as from a server). */
  get bytes(): Buffer {
    this.#bytes ??= this.#write()
    return this.#bytes
  }

  #write(): Buffer {
    const bytes = Buffer.allocUnsafe(this.byteLength)
    let end = bytes.length
    for (let batch: FrameBatch = this; batch.#before !== null; batch = batch.#before) {
      const payload = batch.#payload
      bytes.set(payload, end - payload.byteLength)
      end -= payload.byteLength + headerSize(payload.byteLength)
      writeHeader(bytes, end, payload.byteLength, batch.#isBinary)
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
