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
 * Most responses are small and complete, so they are sent at once; streaming them would make each wait for a timer. Downloads may
 * be of any size, so they are streamed.
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

/** Aborts the connection on failure, so that a partial download never looks complete. */
async function stream(body: ReadableStream, outgoing: ServerResponse): Promise<void> {
  try {
    await pipeline(Readable.fromWeb(body), outgoing)
  } catch (error) {
    log.http.warn({ error }, 'a download was cut off')
  }
}
