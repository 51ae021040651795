import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { API_PREFIX } from '@/contract/api-calls'
import { StartUpError } from '@/process/start-up-error'
import type { RealtimeServer } from '@/realtime-server'
import { headersOfEveryAnswer } from '@/server/http/page-headers'
import { env } from '@/server/settings/env'
import type { ApiListener } from './api-server'
import { limitConnections, takeTurns } from './connections'
import type { Pages } from './pages'
import { type ClientOf, cameOverHttps, createProxyCheck } from './requests/client-address'
import { refuseForeignHost, refuseForeignUpgrade } from './requests/host-guard'
import { ignoreUpgrade, wantsWebSocket } from './upgrades'
import type { WidgetListener } from './widget/listener'

/** A request must be here within this, its headers within that. Looked after every so often; who is late gets a 408. */
const REQUEST_TIMEOUT_MS = 20_000
const HEADERS_TIMEOUT_MS = 10_000
const LOOK_AFTER_TIMEOUTS_MS = 1_000

/** Longer than proxies keep a connection to us, which is 60 seconds for most: the proxy must close first. */
const KEEP_ALIVE_MS = 75_000

/** The request line and all headers, in bytes. Beyond it the answer is 431. */
const MAX_HEADER_BYTES = 16_384

/** Who answers what on the one port. */
export type Listeners = {
  /** Everything below `/api/`. */
  api: ApiListener
  /** What other web sites load; `null` where it was not built. */
  widget?: WidgetListener | null
  /** All other pages and files. */
  pages: Pages
  /** The realtime protocol, which owns a few paths at the root; `null` when it is served elsewhere. */
  realtime: RealtimeServer | null
  /** Reads who sent a request, and removes what may not be believed. */
  clientOf: ClientOf
}

/** One HTTP server for the API, the pages and the realtime protocol. Not listening yet. */
export function createWebServer(trustedProxies: readonly string[] = []): Server {
  const server = createServer({
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: LOOK_AFTER_TIMEOUTS_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  })
  // All that fit into those bytes. By itself Node.js hides what comes after the first 2,000, and with it a second Host, or the
  // headers that a proxy puts behind the client's.
  server.maxHeadersCount = 0
  const { LIMIT_CONNECTIONS_PER_NETWORK, LIMIT_CONNECTIONS } = env()
  limitConnections(server, {
    perNetwork: LIMIT_CONNECTIONS_PER_NETWORK,
    total: LIMIT_CONNECTIONS,
    isProxy: createProxyCheck(trustedProxies),
  })
  return server
}

/** Connects the server with those who answer. */
export function serve(server: Server, { api, widget, pages, realtime, clientOf }: Listeners): void {
  const everyAnswer = headersOfEveryAnswer(env().PUBLIC_URL)
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value)
    // A whole address instead of a path asks for a proxy, which this is not.
    if (!request.url?.startsWith('/')) return void response.writeHead(400).end()
    const client = clientOf(request)
    if (refuseForeignHost(request, response)) return
    if (request.url.startsWith(API_PREFIX)) return api(request, response, client)
    if (widget?.(request, response, client)) return
    if (realtime?.handleRequest(request, response, originOf(request, client))) return
    pages.listener(request, response, client)
  }
  server.on('request', takeTurns(answer))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A socket that breaks before anyone listens would end the process.
    socket.on('error', () => socket.destroy())
    if (socket.destroyed) return
    if (!wantsWebSocket(request)) return ignoreUpgrade(server, request, socket, head)
    const client = clientOf(request)
    if (refuseForeignUpgrade(request, socket)) return
    const { url = '' } = request
    if (realtime !== null && /^\/(\?|$)/.test(url))
      realtime.handleUpgrade(request, socket, head, originOf(request, client))
    else if (url.startsWith('/_next/')) pages.handleUpgrade(request, socket, head)
    else socket.destroy()
  })
}

/**
 * Tries the port before anything is started that would have to be stopped again.
 *
 * @throws StartUpError when it cannot be had
 */
export async function checkPort(port: number, host: string): Promise<void> {
  const probe = createServer()
  await listen(probe, port, host)
  await new Promise((resolve) => probe.close(resolve))
}

/** @throws StartUpError when the port cannot be had */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartUpError(whyNot(error, port, host))),
    )
    server.listen(port, host, resolve)
  })
}

/** Takes no more requests, lets the running ones end, and cuts what is still open after `graceMs`. */
export async function closeWebServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(cut)
}

/** Remembers the sockets that left HTTP for good, which the server itself no longer counts. */
export function trackSockets(server: Server): { destroyAll: () => void } {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    destroyAll: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function originOf(request: IncomingMessage, client: string) {
  return { address: client, isSecure: cameOverHttps(request) }
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop the other program, or set PORT to another number`
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has: set PORT to 1024 or more`
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT'].includes(code ?? ''))
    return `HOST ${host} is not an address of this machine: set it to one, or to 0.0.0.0 for all`
  return `Cannot listen at HOST ${host}, PORT ${port}: ${message}`
}
