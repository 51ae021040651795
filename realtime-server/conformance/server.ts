import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as Ably from 'ably'
import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { signJwt } from '../auth/jwt'
import { createRealtimeServer } from '../index'
import type { RealtimeServerOptions } from '../options'

export const KEY = { name: 'conf01.main', secret: 'a-secret-of-nobody' }
export const WEAK_KEY = { name: 'conf01.weak', secret: 'another', capability: { 'room:*': ['subscribe'] } }

type Options = Partial<RealtimeServerOptions> & {
  /** The next client's address, as if behind a proxy that terminates TLS. */
  address?: () => string
  /** The next client's origin. */
  origin?: () => { address: string; isSecure?: boolean }
}

/** A server on a port of its own, with clients for tests. Everything is closed after the test. */
export class TestServer {
  readonly port: number
  readonly realtime: ReturnType<typeof createRealtimeServer>

  private constructor(port: number, realtime: ReturnType<typeof createRealtimeServer>) {
    this.port = port
    this.realtime = realtime
  }

  static async start({ address, origin, ...options }: Options = {}, port = 0): Promise<TestServer> {
    const realtime = createRealtimeServer({ keys: [KEY, WEAK_KEY], ...options })
    const originNow = () => origin?.() ?? (address && { address: address(), isSecure: true })
    const server = createServer((request, response) => {
      if (!realtime.handleRequest(request, response, originNow())) response.writeHead(404).end()
    })
    server.on('upgrade', (request, socket, head) =>
      realtime.handleUpgrade(request, socket, head, originNow()),
    )
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(async () => {
      await realtime.close()
      server.closeAllConnections()
      server.close()
    })
    return new TestServer((server.address() as AddressInfo).port, realtime)
  }

  get key(): string {
    return `${KEY.name}:${KEY.secret}`
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get endpoint(): Ably.ClientOptions {
    return {
      endpoint: '127.0.0.1',
      port: this.port,
      tls: false,
      disableConnectivityCheck: true,
      logLevel: 0,
      disconnectedRetryTimeout: 200,
    }
  }

  /** The SDK with the test key, unless the options have other credentials. */
  client(options: Ably.ClientOptions = {}): Ably.Realtime {
    const client = new Ably.Realtime(this.#withCredentials(options))
    onTestFinished(() => client.close())
    return client
  }

  rest(options: Ably.ClientOptions = {}): Ably.Rest {
    return new Ably.Rest(this.#withCredentials(options))
  }

  #withCredentials(options: Ably.ClientOptions): Ably.ClientOptions {
    const hasCredentials = ['key', 'token', 'authCallback', 'tokenDetails'].some((name) => name in options)
    return { ...this.endpoint, ...(hasCredentials ? {} : { key: this.key }), ...options }
  }

  /** A socket without the SDK, for frames that the SDK would never send. */
  async socket(params: Record<string, string> = {}): Promise<RawSocket> {
    const query = new URLSearchParams({ v: '6', format: 'json', key: this.key, ...params })
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}/?${query}`)
    socket.on('error', () => {})
    onTestFinished(() => socket.terminate())
    const raw = new RawSocket(socket)
    await once(socket, 'open')
    return raw
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests inspect frames of every type
type Frame = any

/** The frames of one socket in JSON, in order. */
export class RawSocket {
  readonly socket: WebSocket
  readonly frames: Frame[] = []

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => this.frames.push(JSON.parse(String(data))))
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Waits for the first frame with an action. */
  async next(action: number): Promise<Frame> {
    for (;;) {
      const index = this.frames.findIndex((frame) => frame.action === action)
      if (index >= 0) return this.frames.splice(0, index + 1).at(-1)
      if (this.socket.readyState >= WebSocket.CLOSING) throw new Error(`closed before action ${action}`)
      await this.#change()
    }
  }

  /** Waits for the first frame, without removing it. */
  async first(): Promise<Frame> {
    while (this.frames.length === 0) await this.#change()
    return this.frames[0]
  }

  async #change(): Promise<void> {
    const either = new AbortController()
    const { signal } = either
    await Promise.race(
      ['message', 'close'].map((event) => once(this.socket, event, { signal }).catch(() => {})),
    )
    either.abort()
  }

  async closed(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CLOSED) await once(this.socket, 'close')
  }
}

/** A token as an app would sign it, dated back some milliseconds so that it can be revoked at once. */
export function tokenFor(
  claims: {
    capability?: Record<string, string[]>
    clientId?: string
    ttlMs?: number
    revocationKey?: string
  },
  key: { name: string; secret: string } = KEY,
): string {
  const now = Date.now()
  return signJwt(key.name, key.secret, {
    iat: (now - 5) / 1000,
    exp: (now + (claims.ttlMs ?? 60_000)) / 1000,
    ...(claims.capability && { 'x-ably-capability': JSON.stringify(claims.capability) }),
    ...(claims.clientId !== undefined && { 'x-ably-clientId': claims.clientId }),
    ...(claims.revocationKey !== undefined && { 'x-ably-revocation-key': claims.revocationKey }),
  })
}

/** Destroys the client's socket without a close, as a lost network would. */
export function killSocket(client: Ably.Realtime): void {
  socketOf(client).terminate()
}

/** Drops everything that the server sends over the client's current socket. */
export function deafen(client: Ably.Realtime): void {
  socketOf(client).onmessage = () => {}
}

/** The WebSocket below the client. */
export function socketOf(client: Ably.Realtime): WebSocket {
  return (client.connection as Frame).connectionManager.activeProtocol.getTransport().wsConnection
}

/** Attaches to a channel and collects its messages in a list. */
export async function collect(channel: Ably.RealtimeChannel): Promise<Ably.InboundMessage[]> {
  const messages: Ably.InboundMessage[] = []
  await channel.subscribe((message) => messages.push(message))
  return messages
}
