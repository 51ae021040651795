import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** Headers that request an upgrade, and mean nothing once the answer is HTTP/1.1. */
const UPGRADE_HEADERS = /^(upgrade|connection|http2-settings)$/i

/** Connections on which we have ignored an upgrade before. Well-behaved clients request one only once per connection. */
const askedBefore = new WeakSet<Duplex>()

/** True if a request asks for a WebSocket, possibly among other protocols. */
export function wantsWebSocket(request: IncomingMessage): boolean {
  return /(^|,)\s*websocket\s*(,|$)/i.test(request.headers.upgrade ?? '')
}

/**
 * Ignores a request's upgrade, which a server may always do (RFC 9110, section 7.8). Node.js detaches its parser from such a
 * connection, so we emit the connection again, with the request prepended to the data received since. Each time, listeners are
 * added once more, so a second upgrade request on a connection is answered and the connection is closed.
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  const { rawHeaders } = request
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (!UPGRADE_HEADERS.test(name)) lines.push(`${name}: ${rawHeaders[index + 1]}`)
  }
  if (askedBefore.has(socket)) lines.push('Connection: close')
  askedBefore.add(socket)
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}
