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

/** Next.js, which renders the pages. */
export type Pages = {
  /** Handles a request; `client` is the sender's address. */
  listener: (request: IncomingMessage, response: ServerResponse, client: string) => void
  /** Accepts hot-reload sockets in development. */
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => Promise<void>
}

/** Prepares the pages. In development, they reload when their source changes. */
export async function preparePages({
  isDevelopment,
  port,
  host,
}: {
  isDevelopment: boolean
  port: number
  host: string
}): Promise<Pages> {
  // Next.js handles upgrades itself and closes those it does not know. So it gets a server that never listens, and sees only the
  // upgrades that we pass to it.
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
      void renderAdmitted(request, response, client, handle)
    },
    handleUpgrade: (request, socket, head) => {
      if (isDevelopment) upgrades.emit('upgrade', request, socket, head)
      else socket.destroy()
    },
    close: () => app.close(),
  }
}

/** Rendering a page takes longer than most API calls, so the same limits apply. */
async function renderAdmitted(
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
    // A slow reader occupies its own connection, not a slot.
    await inLanguageOf(request, () => handle(request, response)).finally(() =>
      leave(response.statusCode < 400 ? 'done' : 'nothing'),
    )
  } catch (error) {
    if (response.headersSent) return void response.destroy()
    writePageRefusal(errorAnswer(error), request, response)
  }
}

/** Sets a page's headers before it is rendered. Next.js reads the nonce for its scripts from the request's headers. */
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
 * True for the one page without personal data. Next.js would set `no-store`, which also keeps it, with its chat, out of the
 * back/forward cache.
 */
function isShop({ url = '' }: IncomingMessage): boolean {
  return url.split('?', 1)[0] === '/'
}
