import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as Ably from 'ably'
import { createRealtimeServer, type RealtimeServer } from '@/realtime-server'

const KEY = { name: 'app123.key', secret: 'secret' }

/** A realtime server on its own port, and real clients connected to it. */
export class TestRealtime {
  readonly #http: Server
  readonly #clients: Ably.Realtime[] = []
  #realtime: RealtimeServer = createRealtimeServer({ keys: [KEY] })

  constructor() {
    this.#http = createServer((request, response) => {
      if (!this.#realtime.handleRequest(request, response)) response.writeHead(404).end()
    })
    this.#http.on('upgrade', (request, socket, head) => this.#realtime.handleUpgrade(request, socket, head))
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve))
  }

  /** Replaces the server with a new one that has no history. */
  async replaceServer(): Promise<void> {
    const before = this.#realtime
    this.#realtime = createRealtimeServer({ keys: [KEY] })
    await before.close()
  }

  /** A connected client with all permissions, or with the given capability. */
  async connect(clientId: string, capability?: Record<string, Ably.capabilityOp[]>): Promise<Ably.Realtime> {
    const { port } = this.#http.address() as AddressInfo
    const key = `${KEY.name}:${KEY.secret}`
    const issuer = new Ably.Rest({ key })
    const client = new Ably.Realtime({
      ...(capability === undefined
        ? { key }
        : {
            authCallback: (params, done) =>
              void issuer.auth
                .createTokenRequest({ ...params, clientId, capability })
                .then((request) => done(null, request)),
          }),
      clientId,
      endpoint: '127.0.0.1',
      port,
      tls: false,
      useBinaryProtocol: false,
      disableConnectivityCheck: true,
      disconnectedRetryTimeout: 50,
    })
    this.#clients.push(client)
    await client.connection.once('connected')
    return client
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.#realtime.close()
    await new Promise((resolve) => this.#http.close(resolve))
  }
}
