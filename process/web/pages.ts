import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import next from 'next'
import { NONCE_HEADER } from '@/contract/http/nonce-header'
import { pageCredentials } from '@/server/http/credentials/credentials'
import { errorAnswer } from '@/server/http/handler'
import { admit } from '@/server/http/limits/admission'
import { pageHeaders } from '@/server/http/page-headers'
import { networkOf } from '@/server/http/peer-address'
import { realtimeEndpoint } from '@/server/realtime/endpoint'
import { env } from '@/server/settings/env'
import { logConsole } from './console-lines'
import { inLanguageOf } from './request-language'
import { refusalOfPage } from './requests/page-guard'
import { writePageRefusal } from './requests/page-refusal'
import { createStaticFiles } from './static-files'

/** Next.js, which draws the pages. */
export type Pages = {
  /** Answers a request that `client`, an address, has sent. */
  listener: (request: IncomingMessage, response: ServerResponse, client: string) => void
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
  if (!isDevelopment) logConsole()
  const files = createStaticFiles(path.join('.next', 'static'), '/_next/static/')
  const upgrades = createServer()
  const app = next({ dev: isDevelopment, hostname: host, port, httpServer: upgrades })
  await app.prepare()
  const handle = app.getRequestHandler()

  return {
    listener: (request, response, client) => {
      protect(request, response, isDevelopment)
      if (isDevelopment) return void inLanguageOf(request, () => handle(request, response))

      const refusal = refusalOfPage(request)
      if (refusal !== null) return void response.writeHead(refusal).end()
      if (files(request, response)) return
      void inTurn(request, response, client, handle)
    },
    handleUpgrade: (request, socket, head) => {
      if (isDevelopment) upgrades.emit('upgrade', request, socket, head)
      else socket.destroy()
    },
    close: () => app.close(),
  }
}

/** Drawing a page takes longer than most calls, so pages are limited as those are. */
async function inTurn(
  request: IncomingMessage,
  response: ServerResponse,
  client: string,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<void> {
  try {
    const headers = new Headers({ cookie: request.headers.cookie ?? '' })
    const leave = await admit(
      { credentials: pageCredentials(headers), side: null, network: networkOf(client) },
      'page',
    )
    // A slow reader holds its own connection, not a slot.
    await inLanguageOf(request, () => handle(request, response)).finally(() =>
      leave(response.statusCode < 400 ? 'done' : 'nothing'),
    )
  } catch (error) {
    if (response.headersSent) return void response.destroy()
    writePageRefusal(errorAnswer(error), response)
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
  if (!isDevelopment && isShop(request)) response.setHeader('Cache-Control', 'private, no-cache')
  request.headers[NONCE_HEADER] = nonce
  request.headers['content-security-policy'] = headers['Content-Security-Policy']
  delete request.headers['content-security-policy-report-only']
}

/**
 * True for the page that shows nothing of anybody's. Next.js would forbid the browser to store it, and with that to keep
 * it, chat and all, for the Back button.
 */
function isShop({ url = '' }: IncomingMessage): boolean {
  return url.split('?', 1)[0] === '/'
}
