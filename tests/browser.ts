import { randomBytes } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { v7 as uuidv7 } from 'uuid'
import { SIDE_HEADER } from '@/contract/http/side-header'
import type { Side } from '@/contract/log/message'
import { createApi } from '@/process/web/api-server'
import { createFirstAdmin } from '@/server/agents/installation'
import { db } from '@/server/database/db'
import { toResponse } from '@/server/http/answer'
import { provideRealtimeService } from '@/server/realtime/service'
import { env, provideEnv } from '@/server/settings/env'
import { rememberSecret } from './log-scan'
import { expectNoSecret } from './no-secret'
import { expectPromised } from './promised-shape'

provideEnv({ ...env(), AUTH_SECRET: randomBytes(32).toString('base64url') })
rememberSecret(env().AUTH_SECRET)

const ORIGIN = 'http://localhost:3000'
const api = createApi()

/** The keys of a realtime service that nobody runs: enough to sign tokens. */
export const testKeys = {
  publishing: 'porchl.server:publishing-secret',
  signing: 'porchl.browser:signing-secret',
}

rememberSecret(...Object.values(testKeys).map((key) => key.split(':')[1]))

provideRealtimeService({
  publishingKey: testKeys.publishing,
  signingKey: testKeys.signing,
  server: { endpoint: '127.0.0.1', port: 1, tls: false },
  browser: { kind: 'embedded' },
})

type Reach = {
  origin?: string
  /** Sends a request. Default: to the API's routes themselves. */
  fetch?: (request: Request) => Response | Promise<Response>
  /** What every request carries. */
  headers?: Record<string, string>
}

type Init = { body?: unknown; headers?: Record<string, string> }

/**
 * A browser without a window: keeps cookies and sends what browsers send. Calls the API's routes themselves, and fails
 * when one answers what `contract/` does not promise.
 */
export class TestBrowser {
  readonly #side: Side | null
  readonly #reach: Required<Reach>
  #cookies = new Map<string, string>()

  constructor(side: Side | null = null, reach: Reach = {}) {
    this.#side = side
    this.#reach = {
      origin: ORIGIN,
      fetch: async (request) => toResponse(await api(request)),
      headers: {},
      ...reach,
    }
  }

  get = (path: string, init: Init = {}) => this.send('GET', path, init)
  post = (path: string, body: unknown, init: Init = {}) => this.send('POST', path, { body, ...init })
  put = (path: string, body: unknown) => this.send('PUT', path, { body })
  patch = (path: string, body: unknown) => this.send('PATCH', path, { body })

  /** A string is sent as it is, anything else as JSON. */
  async send(method: string, path: string, { body, headers = {} }: Init = {}): Promise<TestResponse> {
    const { origin, fetch } = this.#reach
    const request = new Request(new URL(path, origin), {
      method,
      headers: {
        host: new URL(origin).host,
        ...(this.#side === null ? {} : { [SIDE_HEADER]: this.#side }),
        ...(this.#cookies.size === 0
          ? {}
          : { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') }),
        ...(body === undefined ? {} : { 'content-type': 'application/json', origin }),
        ...this.#reach.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: toBody(body) }),
    })
    const response = await fetch(request)
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    if (response.headers.get('content-type') === 'application/jwt') rememberSecret(text)
    const { credential } = (parse(text) ?? {}) as { credential?: string }
    rememberSecret(credential)
    expectPromised(method, path, response.status, parse(text))
    expectNoSecret(text, parse(text), [...this.#cookies.values()])
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body
    return { status: response.status, headers: response.headers, text, json: parse(text) as any }
  }

  forgetCookies(): void {
    this.#cookies.clear()
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  #keep(setCookie: string): void {
    const [pair = ''] = setCookie.split(';')
    const [name = '', ...value] = pair.split('=')
    this.#cookies.set(name, value.join('='))
    rememberSecret(value.join('='))
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body
export type TestResponse = { status: number; headers: Headers; text: string; json: any }

/** A browser in which the first admin is signed in. */
export async function adminBrowser(reach: Reach = {}): Promise<TestBrowser> {
  const admin = { name: 'Olga', email: 'olga@porchlight.test', password: 'correct horse battery' }
  rememberSecret(admin.password)
  await createFirstAdmin(admin)
  const browser = new TestBrowser('agent', reach)
  await browser.post('/api/auth/sign-in/email', { email: admin.email, password: admin.password })
  return browser
}

/** A browser in which an agent of this name is signed in, who has an account from now on. */
export async function agentBrowser(name: string, reach: Reach = {}): Promise<TestBrowser> {
  const [id, email, password] = [uuidv7(), `${name.toLowerCase()}@porchlight.test`, 'correct horse battery']
  rememberSecret(password)
  await db.user.create({
    data: {
      id,
      role: 'AGENT',
      name,
      signInEmail: email,
      emailVerified: true,
      accounts: {
        create: { accountId: id, providerId: 'credential', password: await hashPassword(password) },
      },
    },
  })
  const browser = new TestBrowser('agent', reach)
  await browser.post('/api/auth/sign-in/email', { email, password })
  return browser
}

/** A browser whose visitor has started a conversation, and the conversation's id. */
export async function visitorBrowser(
  content = 'Hello?',
  reach: Reach = {},
): Promise<{ browser: TestBrowser; conversationId: string }> {
  const browser = new TestBrowser('visitor', reach)
  const { json } = await browser.post('/api/support/conversations', {
    clientConversationId: crypto.randomUUID(),
    message: { clientMessageId: crypto.randomUUID(), content },
  })
  return { browser, conversationId: json.conversationId }
}

function toBody(body: unknown): BodyInit {
  if (typeof body === 'string' || body instanceof Uint8Array) return body as BodyInit
  return JSON.stringify(body)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
