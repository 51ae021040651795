import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'
import { NONCE_HEADER } from '@/contract/nonce-header'
import { env } from '@/server/env'
import { pageHeaders } from '@/server/http/page-headers'
import { realtimeEndpoint } from '@/server/publishing/realtime-endpoint'

/** Next.js, which draws the pages. */
export type Pages = {
  listener: RequestListener
  /** Takes the sockets of hot reload, in development. */
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => Promise<void>
}

/** Makes the pages ready. In development they change as their source does. */
export async function preparePages({
  isDevelopment,
  port,
  host,
}: {
  isDevelopment: boolean
  port: number
  host: string
}): Promise<Pages> {
  // Next listens for upgrades itself and ends those that it does not know. So it gets a server that never listens,
  // and hears of the upgrades that we hand to it.
  const upgrades = createServer()
  const app = next({ dev: isDevelopment, hostname: host, port, httpServer: upgrades })
  await app.prepare()
  const handle = app.getRequestHandler()

  return {
    listener: (request, response) => {
      protect(request, response, isDevelopment)
      void handle(request, response)
    },
    handleUpgrade: (request, socket, head) => {
      if (isDevelopment) upgrades.emit('upgrade', request, socket, head)
      else socket.destroy()
    },
    close: () => app.close(),
  }
}

/** Sets the headers of a page before it is drawn. Next.js finds the nonce for its scripts in the request's headers. */
function protect(request: IncomingMessage, response: ServerResponse, isDevelopment: boolean): void {
  const nonce = randomBytes(16).toString('base64')
  const headers = pageHeaders({
    nonce,
    host: request.headers.host,
    publicUrl: env().PUBLIC_URL,
    endpoint: realtimeEndpoint(),
    isDevelopment,
  })
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  request.headers[NONCE_HEADER] = nonce
  request.headers['content-security-policy'] = headers['Content-Security-Policy']
  delete request.headers['content-security-policy-report-only']
}
