import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { log } from '@/server/logger'

/**
 * Writes an answer of the API. Most are small and whole before they are sent; read as streams, as a general server must,
 * each would wait for a timer. A download may be of any size, so it goes out as it is made.
 */
export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
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
  outgoing.writeHead(response.status, { ...headers, 'content-length': body.byteLength })
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
