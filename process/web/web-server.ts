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

/** Deadlines for receiving a whole request and its headers, and how often they are checked. Late requests get 408. */
const REQUEST_TIMEOUT_MS = 20_000
const HEADERS_TIMEOUT_MS = 10_000
const CHECK_TIMEOUTS_MS = 1_000

/** Longer than proxies keep connections open, usually 60 seconds: the proxy must close first. */
const KEEP_ALIVE_MS = 75_000

/** Limit for the request line and all headers, in bytes. Larger requests get 431. */
const MAX_HEADER_BYTES = 16_384

/** What handles the requests on the one port. */
export type Listeners = {
  /** Everything below `/api/`. */
  api: ApiListener
  /** Everything other web sites load; `null` if it was not built. */
  widget?: WidgetListener | null
  /** All other pages and files. */
  pages: Pages
  /** The realtime protocol, which owns a few paths at the root; `null` if it is served elsewhere. */
  realtime: RealtimeServer | null
  /** Determines a request's client and strips spoofable headers. */
  clientOf: ClientOf
}

/** Creates the HTTP server for the API, the pages and the realtime protocol. It does not listen yet. */
export function createWebServer(trustedProxies: readonly string[] = []): Server {
  const server = createServer({
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_TIMEOUTS_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  })
  // No limit but the size: by default, Node.js drops headers after the first 2,000, which could hide a second Host, or headers
  // that a proxy appended.
  server.maxHeadersCount = 0
  const { LIMIT_CONNECTIONS_PER_NETWORK, LIMIT_CONNECTIONS } = env()
  limitConnections(server, {
    perNetwork: LIMIT_CONNECTIONS_PER_NETWORK,
    total: LIMIT_CONNECTIONS,
    isProxy: createProxyCheck(trustedProxies),
  })
  return server
}

/** Attaches the listeners to the server. */
export function serve(server: Server, { api, widget, pages, realtime, clientOf }: Listeners): void {
  const everyAnswer = headersOfEveryAnswer(env().PUBLIC_URL)
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value)
    // An absolute URL instead of a path is meant for a proxy, which this is not.
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
    // An error before any handler is attached would crash the process.
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
 * Checks that the port is available, before starting anything that would have to be stopped again.
 *
 * @throws StartUpError if it is not
 */
export async function checkPort(port: number, host: string): Promise<void> {
  const probe = createServer()
  await listen(probe, port, host)
  await new Promise((resolve) => probe.close(resolve))
}

/** @throws StartUpError if the port is unavailable */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartUpError(whyNot(error, port, host))),
    )
    server.listen(port, host, resolve)
  })
}

/** Stops accepting requests, lets those in progress finish, and closes remaining connections after `graceMs`. */
export async function closeWebServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(deadline)
}

/** Tracks all sockets, including upgraded ones, which the server itself no longer tracks. */
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
  if (code === 'EACCES') return `This user may not use port ${port}: set PORT to 1024 or more`
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT'].includes(code ?? ''))
    return `HOST ${host} is not an address of this machine: set it to one, or to 0.0.0.0 for all`
  return `Cannot listen on HOST ${host}, PORT ${port}: ${message}`
}
