import type { Readable } from 'node:stream'
import { processWide } from '@/server/process-wide'

const streams = processWide('incoming-bodies', () => new WeakMap<Request, Readable>())

/**
 * Notes the stream of Node.js behind a request. As a stream of the web each chunk costs thirty times as much, and who sends a
 * body chooses how small its chunks are.
 */
export function noteIncomingBody(request: Request, stream: Readable): void {
  streams.set(request, stream)
}

/** The request's body in parts; whoever stops early leaves the rest in the connection. */
export function incomingBody(request: Request): AsyncIterable<Uint8Array> {
  const stream = streams.get(request)
  if (stream !== undefined)
    return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) }
  return (request.body ?? []) as unknown as AsyncIterable<Uint8Array>
}
