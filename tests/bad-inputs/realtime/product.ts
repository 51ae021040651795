import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type * as Ably from 'ably'
import { vi } from 'vitest'
import { conversationChannel, liveChannel } from '@/contract/log/channels'
import { dataFolder } from '@/process/postgres/data-folder'
import { prepareRealtime } from '@/process/realtime'
import { readOrCreateSecrets } from '@/process/secrets'
import { createApiListener } from '@/process/web/api-server'
import { createClientReader } from '@/process/web/requests/client-address'
import { createWebServer, serve } from '@/process/web/web-server'
import type { RealtimeServer } from '@/realtime-server'
import { provideRealtimeService, realtimeService } from '@/server/realtime/service'
import { signRealtimeToken } from '@/server/realtime/token'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, type TestBrowser, visitorBrowser } from '@/tests/browser'
import { SITE_ID } from '@/tests/database'

/** The realtime server as the app runs it, behind the app's own web server, and everything that is written to the log. */
export class Product {
  readonly port: number
  readonly logged: string[] = []
  readonly #http: Server
  readonly #realtime: RealtimeServer

  private constructor(http: Server, realtime: RealtimeServer) {
    this.#http = http
    this.#realtime = realtime
    this.port = (http.address() as AddressInfo).port
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => this.logged.push(String(line)) > 0)
  }

  static async start(): Promise<Product> {
    process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'porchlight-'))
    provideEnv({ ...env(), LOG_LEVEL: 'debug', ABLY_API_KEY: undefined })
    provideRealtimeService(null)
    const realtime = prepareRealtime(env(), await readOrCreateSecrets())
    if (realtime === null) throw new Error('The settings name another realtime service')
    const http = createWebServer()
    const noPages = {
      listener: (_: unknown, response: { writeHead(status: number): { end(): void } }) =>
        response.writeHead(404).end(),
      handleUpgrade: () => {},
      close: async () => {},
    }
    serve(http, {
      api: createApiListener(),
      pages: noPages,
      realtime,
      clientOf: createClientReader([]),
    })
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    return new Product(http, realtime)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The SDK with the server's own key. */
  get server(): Ably.ClientOptions {
    return {
      key: realtimeService().publishingKey,
      endpoint: '127.0.0.1',
      port: this.port,
      tls: false,
      disableConnectivityCheck: true,
    }
  }

  async stop(): Promise<void> {
    await this.#realtime.close()
    this.#http.closeAllConnections()
    this.#http.close()
    rmSync(dataFolder(), { recursive: true })
  }
}

/** A visitor with a conversation, and what its browser has. */
export async function visitor() {
  const { browser, conversationId } = await visitorBrowser()
  const token = (await browser.get('/api/ably/auth')).text
  return {
    browser,
    conversationId,
    token,
    clientId: String(claimsOf(token)['x-ably-clientId']),
    channel: conversationChannel(SITE_ID, conversationId),
    typingChannel: liveChannel(SITE_ID, conversationId),
    /** A good token of the same visitor that reaches no conversation. */
    tokenWithoutConv: await tokenWithoutConversation(token),
  }
}

/** A token that was good and was taken back. */
export async function revokedToken(product: Product): Promise<string> {
  const { token } = await visitor()
  const { signingKey } = realtimeService()
  const target = `revocationKey:${String(claimsOf(token)['x-ably-revocation-key'])}`
  const response = await fetch(`${product.url}/keys/${signingKey.split(':')[0]}/revokeTokens`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(signingKey)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ targets: [target] }),
  })
  if (response.status !== 201) throw new Error(`Nothing was revoked: ${await response.text()}`)
  return token
}

export async function agentCookie(): Promise<string> {
  const agent: TestBrowser = await adminBrowser()
  return [...agent.cookies].map((pair) => pair.join('=')).join('; ')
}

function tokenWithoutConversation(token: string): Promise<string> {
  const id = String(claimsOf(token)['x-ably-clientId']).slice('v:'.length)
  const viewer = { side: 'visitor', role: 'visitor', sites: [SITE_ID], id, name: null } as const
  const { signingKey } = realtimeService()
  return signRealtimeToken(viewer, { 'support:nothing': ['subscribe'] }, { ttlSeconds: 600, signingKey })
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(String(Buffer.from(token.split('.')[1] ?? '', 'base64url')))
}
