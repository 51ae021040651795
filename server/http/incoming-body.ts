import type { Readable } from 'node:stream'
import { processWide } from '@/server/process-wide'

/** What most bodies fit into, in bytes. */
const FIRST_ROOM = 4_096

const streams = processWide('incoming-bodies', () => new WeakMap<Request, Readable>())

/**
 * Notes the stream of Node.js behind a request. As a stream of the web each chunk costs thirty times as much, and who sends a
 * body chooses how small its chunks are.
 */
export function noteIncomingBody(request: Request, stream: Readable): void {
  streams.set(request, stream)
}

/**
 * Reads a body of unknown length. However small its chunks are, it takes no more memory than it has bytes, about.
 *
 * @returns `null` for a body of more than `maxBytes`, whose rest is left in the connection. Rejects when it breaks off
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

/** By events: iterating over a stream, each chunk waits for a turn of its own. */
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
    const broken = settle(() => reject(new Error('the body broke off')))
    if (stream.destroyed) return broken()
    stream.on('data', take).on('end', whole).on('error', broken).on('close', broken)
  })
}

class GrowingBytes {
  readonly #maxBytes: number
  #room = new Uint8Array(FIRST_ROOM)
  #size = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#room.subarray(0, this.#size)
  }

  /** Whether there was room for it. */
  add(chunk: Uint8Array): boolean {
    const size = this.#size + chunk.byteLength
    if (size > this.#maxBytes) return false
    if (size > this.#room.byteLength) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#room.byteLength))
      larger.set(this.bytes)
      this.#room = larger
    }
    this.#room.set(chunk, this.#size)
    this.#size = size
    return true
  }
}
