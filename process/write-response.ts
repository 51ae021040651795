import type { ServerResponse } from 'node:http'

/**
 * Writes a small answer at once. Answers of the API are whole before they are sent; read as streams, as a general server
 * must, each would wait for a timer.
 */
export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer())
  const cookies = response.headers.getSetCookie()
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
    'content-length': body.byteLength,
  })
  outgoing.end(body)
}
