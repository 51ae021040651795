import type { Readable } from 'node:stream'
import { processWide } from '@/server/process-wide'

/** Initial capacity, in bytes. Enough for most bodies. */
const INITIAL_BYTES = 4_096

const streams = processWide('incoming-bodies', () => new WeakMap<Request, Readable>())

/**
 * Stores the Node.js stream behind a request. As a web stream, each chunk would cost thirty times as much, and the sender
 * chooses how small the chunks are.
 */
export function noteIncomingBody(request: Request, stream: Readable): void {
  streams.set(request, stream)
}

/**
 * Reads a body of unknown length. Memory is proportional to its size, however small its chunks are.
 *
 * @returns `null` if the body exceeds `maxBytes`; the rest is left unread. Rejects if the connection breaks
 */
export async function readIncomingBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const body = new GrowingBytes(maxBytes)
  const stream = streams.get(request)
  if (stream !== undefined) return (await fill(body, stream)) ? body.bytes : null
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>)
    if (!body.add(chunk)) return null
  return body.bytes
}

/** Uses events: async iteration would wait a tick for each chunk. */
function fill(body: GrowingBytes, stream: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => () => {
      stream.off('data', take).off('end', whole).off('error', broken).off('close', broken)
      end()
    }
    const tooLong = settle(() => {
      stream.pause()
      resolve(false)
    })
    const take = (chunk: Uint8Array) => void (body.add(chunk) || tooLong())
    const whole = settle(() => resolve(true))
    const broken = settle(() => reject(new Error('the body ended early')))
    if (stream.destroyed) return broken()
    stream.on('data', take).on('end', whole).on('error', broken).on('close', broken)
  })
}

class GrowingBytes {
  readonly #maxBytes: number
  #buffer = new Uint8Array(INITIAL_BYTES)
  #size = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(0, this.#size)
  }

  /** Returns false if the limit is exceeded. */
  add(chunk: Uint8Array): boolean {
    const size = this.#size + chunk.byteLength
    if (size > this.#maxBytes) return false
    if (size > this.#buffer.byteLength) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#buffer.byteLength))
      larger.set(this.bytes)
      this.#buffer = larger
    }
    this.#buffer.set(chunk, this.#size)
    this.#size = size
    return true
  }
}
