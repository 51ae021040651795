import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { type RunningServer, startServer, unlimited } from '@/tests/running-server'
import { findRoutes } from '@/tests/safety/routes'
import { worstHeaders, worstJson, worstNames, worstQueries } from './inputs'
import { expectNoStandstill } from './no-standstill'
import type { Sent } from './send'

const KiB = 1024
const TIMEOUT_MS = 60_000

let server: RunningServer
let cookie: string
let conversationId: string

/** A body that is not JSON. */
type File = { type: string; bytes: Buffer }

/** A valid body for each route. A route without an entry fails the test below. */
const honestBodies: Record<string, unknown> = {
  // Without an address: checking a password takes a tenth of a second by design, on another thread.
  'POST /api/auth/*all': { email: 'vera', password: 'correct horse battery' },
  'POST /api/setup': { name: 'Olga', email: 'olga@example.com', password: 'correct horse battery' },
  'PATCH /api/support/agents/me': { name: 'Ada' },
  'PUT /api/support/agents/me/picture': {
    type: 'image/webp',
    bytes: readFileSync('tests/pictures/face.webp'),
  } satisfies File,
  'PUT /api/support/agents/me/password': {
    currentPassword: 'correct horse battery',
    newPassword: 'another horse battery',
  },
  'PATCH /api/support/agents/:agentId': { role: 'agent' },
  'POST /api/support/agents/:agentId/reset-link': {},
  'POST /api/support/invitations': { role: 'agent' },
  'POST /api/support/invitations/:invitationId/resend': {},
  'POST /api/support/invitations/preview': { token: 't'.repeat(43) },
  'POST /api/support/invitations/accept': {
    token: 't'.repeat(43),
    name: 'Ben',
    email: 'ben@example.com',
    password: 'correct horse battery',
  },
  'POST /api/support/password-reset/preview': { token: 't'.repeat(43) },
  'POST /api/support/password-reset': { token: 't'.repeat(43), password: 'correct horse battery' },
  'POST /api/support/sites': { name: 'Shop' },
  'PATCH /api/support/sites/:siteId': { version: 1, name: 'Shop' },
  'POST /api/support/sites/:siteId/secrets': {},
  'POST /api/support/identity': { token: 'a.b.c' },
  'POST /api/support/identity/end': {},
  'POST /api/support/agents/me/two-factor': { currentPassword: 'correct horse battery' },
  'PUT /api/support/agents/me/two-factor': { code: '123456' },
  'POST /api/support/agents/me/two-factor/recovery-codes': { currentPassword: 'correct horse battery' },
  'POST /api/support/agents/me/two-factor/off': { currentPassword: 'correct horse battery' },
  'POST /api/support/agents/me/provider': { currentPassword: 'correct horse battery' },
  'POST /api/support/agents/me/provider/off': { currentPassword: 'correct horse battery' },
  'POST /api/support/provider-sign-in': {},
  'POST /api/support/provider-sign-in/complete': { answer: '?code=guessed&state=guessed' },
  'PUT /api/support/visitors/:visitorId/block': {},
  'POST /api/support/conversations': { clientConversationId: '01900000-0000-7000-8000-000000000002' },
  'PATCH /api/support/conversations/:conversationId': { visitor: { name: 'Vera' } },
  'POST /api/support/conversations/:conversationId/messages': {
    clientMessageId: 'm'.repeat(20),
    content: 'hello',
  },
  'PATCH /api/support/conversations/:conversationId/messages/:messageId': { content: 'hello', version: 1 },
  'PUT /api/support/conversations/:conversationId/read-position': { sequence: 1 },
  'PUT /api/support/conversations/:conversationId/page': {
    address: 'https://shop.example/lamps',
    title: 'Lamps',
  },
  'POST /api/support/conversations/:conversationId/tracked-events': {
    events: [{ name: 'checkout_failed', data: { cart: 3 } }],
  },
}

const routes = await findRoutes()

beforeAll(async () => {
  await emptyDatabase()
  server = await startServer({
    ...unlimited,
    LIMIT_SIGN_INS_PER_ACCOUNT: 1_000_000_000,
    LIMIT_SIGN_INS_PER_NETWORK: 1_000_000_000,
    PUBLIC_URL: 'http://localhost:3000',
    OIDC_ISSUER: 'http://127.0.0.1:1',
    OIDC_CLIENT_ID: 'porchlight',
    OIDC_CLIENT_SECRET: 'a secret of no importance',
  })
  const vera = await visitorBrowser('Hello?', server.reach)
  cookie = [...vera.browser.cookies].map((pair) => pair.join('=')).join('; ')
  conversationId = vera.conversationId
})
afterAll(() => server.stop())

it('has a valid request for every route that takes a body', () => {
  const taking = routes.filter(({ method }) => !['GET', 'DELETE', 'HEAD', 'OPTIONS'].includes(method))
  expect(Object.keys(honestBodies)).toEqual(
    expect.arrayContaining(taking.map(({ method, path }) => `${method} ${path}`)),
  )
})

describe.each(routes.map(({ method, path }) => [method, path] as const))('%s %s', (method, path) => {
  it(
    'never blocks the event loop',
    async () => {
      const target = path
        .replace('*all', 'sign-in/email')
        .replace(':conversationId', conversationId)
        .replace(':visitorId', conversationId)
      const origin = `http://127.0.0.1:${server.port}`
      const { type, body } = toBody(honestBodies[`${method} ${path}`] ?? {})
      const headers = { cookie, ...(method === 'GET' ? {} : { origin, 'content-type': type }) }
      const honest: Sent = { method, path: target, headers, ...(method !== 'GET' && { body }) }

      const inputs: [string, Sent][] = [
        ...Object.entries(worstHeaders).map(([name, more]): [string, Sent] => [
          name,
          { ...honest, headers: { ...headers, ...more } },
        ]),
        ...Object.entries(worstQueries).map(([name, query]): [string, Sent] => [
          name,
          { ...honest, path: `${target}${query}` },
        ]),
        ...(path === target
          ? []
          : Object.entries(worstNames).map(([name, text]): [string, Sent] => [
              name,
              { ...honest, path: path.replace(/[:*]\w+/, text) },
            ])),
      ]
      if (method !== 'GET')
        for (const size of [30 * KiB, 60 * KiB])
          for (const [name, bytes] of Object.entries(worstJson(size)))
            inputs.push([`${name}, ${bytes.length} bytes`, { ...honest, body: bytes }])
      await expectNoStandstill(server.port, honest, inputs)
    },
    TIMEOUT_MS,
  )
})

function toBody(honest: unknown): { type: string; body: Buffer } {
  const { type, bytes } = honest as Partial<File>
  if (type !== undefined && bytes !== undefined) return { type, body: bytes }
  return { type: 'application/json', body: Buffer.from(JSON.stringify(honest)) }
}
