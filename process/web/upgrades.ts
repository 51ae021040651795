import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** Headers that ask for another protocol, and mean nothing once the answer is HTTP/1.1. */
const OF_UPGRADES = /^(upgrade|connection|http2-settings)$/i

/** Connections on which a request for another protocol was ignored before. Clients ask once for each. */
const askedBefore = new WeakSet<Duplex>()

/** True when a request asks to become a WebSocket, perhaps among other protocols. */
export function wantsWebSocket(request: IncomingMessage): boolean {
  return /(^|,)\s*websocket\s*(,|$)/i.test(request.headers.upgrade ?? '')
}

/**
 * Answers a request as if it had not asked for another protocol, which a server may always do (RFC 9110, section 7.8). Node.js
 * takes its parser away from such a connection, so the connection is handed to the server anew, with the request in front
 * of what has arrived since. All that listen to it do so once more each time, so a client that asks again on the same
 * connection is answered, and the connection closed.
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  const { rawHeaders } = request
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (!OF_UPGRADES.test(name)) lines.push(`${name}: ${rawHeaders[index + 1]}`)
  }
  if (askedBefore.has(socket)) lines.push('Connection: close')
  askedBefore.add(socket)
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}
