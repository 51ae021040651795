import type { IncomingMessage } from 'node:http'
import { RealtimeError } from '../errors'
import { decodeMsgpack } from '../protocol/codec-msgpack'
import type { Format } from '../protocol/format'

/**
 * Reads a request's body.
 *
 * @param maxSize bytes
 * @throws RealtimeError `message_too_large`, or `bad_request` when it does not match its content type
 */
export async function readBody(request: IncomingMessage, format: Format, maxSize: number): Promise<unknown> {
  const bytes = await readBytes(request, maxSize)
  try {
    return format === 'json' ? JSON.parse(bytes.toString()) : decodeMsgpack(bytes)
  } catch {
    throw new RealtimeError('bad_request', `the body is not valid ${format}`)
  }
}

function readBytes(request: IncomingMessage, maxSize: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size <= maxSize) return void chunks.push(chunk)
      request.pause()
      reject(new RealtimeError('message_too_large', `a body has at most ${maxSize} bytes`))
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', () => reject(new RealtimeError('bad_request', 'the body did not arrive')))
  })
}
