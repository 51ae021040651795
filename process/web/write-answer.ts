import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Answer, JsonAnswer } from '@/server/http/answer'
import { log } from '@/server/logger'
import { compressed } from './compress'

/** Writes an answer of the API. */
export async function writeAnswer(
  answer: Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (answer instanceof Response) await writeResponse(answer, outgoing)
  else await writeJson(answer, incoming, outgoing)
}

async function writeJson(
  answer: JsonAnswer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { status, text, isCompressible } = answer
  const packed = await compressed(answer, incoming)
  outgoing.writeHead(status, {
    ...answer.headers,
    ...(answer.cookies.length > 0 && { 'Set-Cookie': answer.cookies }),
    ...(isCompressible && { Vary: 'Accept-Encoding' }),
    ...(packed !== null && { 'Content-Encoding': 'gzip' }),
    'Content-Length': packed?.byteLength ?? Buffer.byteLength(text),
  })
  outgoing.end(packed ?? text)
}

/**
 * Most are small and whole before they are sent; read as streams, as a general server must, each would wait for a timer. A
 * download may be of any size, so it goes out as it is made.
 */
async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const cookies = response.headers.getSetCookie()
  const headers = {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
  }
  if (response.body !== null && response.headers.has('content-disposition')) {
    outgoing.writeHead(response.status, headers)
    return stream(response.body as ReadableStream, outgoing)
  }
  const body = new Uint8Array(await response.arrayBuffer())
  // RFC 9110, section 8.6: a 204 has no length.
  const length = response.status === 204 ? {} : { 'content-length': body.byteLength }
  outgoing.writeHead(response.status, { ...headers, ...length })
  outgoing.end(body)
}

/** What fails on the way is cut off, so that nobody takes half of it for all. */
async function stream(body: ReadableStream, outgoing: ServerResponse): Promise<void> {
  try {
    await pipeline(Readable.fromWeb(body), outgoing)
  } catch (error) {
    log.http.warn({ error }, 'a download was cut off')
  }
}
