import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBuilt } from '@/scripts/steps/build.mjs'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, agentBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'
import { type PlainNext, startPlainNext } from './plain-next'
import { callDirectly, findRoutes } from './routes'
import { hashOfAllRows } from './rows'

/** Hashing passwords is slow by design, and there are several here. */
const SIGNING_IN_MS = 90_000

const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000'

/** The callers. Vera owns the conversation; Victor is another visitor, and the blocked caller is one too. */
const actors = [
  'stranger',
  'vera',
  'victor',
  'blocked',
  'agent',
  'admin',
  'expired visitor',
  'revoked visitor',
  'expired agent',
  'revoked agent',
  'deleted agent',
  'deactivated agent',
] as const
type Actor = (typeof actors)[number]

/** Credentials that were valid once. */
const isStranger = (actor: Actor) => !['vera', 'victor', 'blocked', 'agent', 'admin'].includes(actor)

type Entry = {
  /** The path, where it differs. */
  path?: string
  body?: (actor: Actor) => unknown
  /** The status for each; `stranger` covers all callers whose credentials are no longer valid. */
  statuses: Record<'stranger' | 'vera' | 'victor' | 'blocked' | 'agent' | 'admin', number>
}

const everyone = (status: number) => ({
  stranger: status,
  vera: status,
  victor: status,
  blocked: status,
  agent: status,
  admin: status,
})
const message = () => ({ clientMessageId: crypto.randomUUID(), content: 'hello' })

/** One entry for each handler of `app/api`: a handler without one fails the test below. */
const table: Record<string, Entry> = {
  'GET /api/support/conversations': {
    statuses: { stranger: 401, vera: 200, victor: 200, blocked: 200, agent: 200, admin: 200 },
  },
  'POST /api/support/conversations': {
    body: () => ({ clientConversationId: crypto.randomUUID(), message: message() }),
    statuses: { ...everyone(201), blocked: 403 },
  },
  'GET /api/support/conversations/:conversationId': {
    statuses: { stranger: 401, vera: 200, victor: 404, blocked: 404, agent: 200, admin: 200 },
  },
  'PATCH /api/support/conversations/:conversationId': {
    body: (actor) =>
      actor.includes('agent') || actor === 'admin'
        ? { status: 'CLOSED' }
        : { visitor: { name: 'Mallory', email: 'mallory@example.com' } },
    statuses: { stranger: 401, vera: 200, victor: 404, blocked: 403, agent: 200, admin: 200 },
  },
  'POST /api/support/conversations/:conversationId/messages': {
    body: message,
    statuses: { stranger: 401, vera: 201, victor: 404, blocked: 403, agent: 201, admin: 201 },
  },
  // A message by none of them. For its author: `server/log/edit.test.ts`.
  'PATCH /api/support/conversations/:conversationId/messages/:messageId': {
    body: () => ({ content: 'Changed.', version: 1 }),
    statuses: { stranger: 401, vera: 404, victor: 404, blocked: 403, agent: 404, admin: 404 },
  },
  'DELETE /api/support/conversations/:conversationId/messages/:messageId': {
    path: '/api/support/conversations/:conversationId/messages/:messageId?version=1',
    statuses: { stranger: 401, vera: 404, victor: 404, blocked: 403, agent: 404, admin: 404 },
  },
  'PUT /api/support/conversations/:conversationId/read-position': {
    body: () => ({ sequence: 1 }),
    statuses: { stranger: 401, vera: 200, victor: 404, blocked: 404, agent: 200, admin: 200 },
  },
  'PUT /api/support/conversations/:conversationId/page': {
    body: () => ({ address: 'https://shop.example/lamps', title: 'Lamps' }),
    statuses: { stranger: 401, vera: 200, victor: 404, blocked: 403, agent: 403, admin: 403 },
  },
  'POST /api/support/conversations/:conversationId/tracked-events': {
    body: () => ({ events: [{ name: 'checkout_failed', data: { cart: 3 } }] }),
    statuses: { stranger: 401, vera: 200, victor: 404, blocked: 403, agent: 403, admin: 403 },
  },
  'PUT /api/support/visitors/:visitorId/block': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'DELETE /api/support/visitors/:visitorId/block': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'GET /api/support/visitors/:visitorId/export': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 200 },
  },
  'DELETE /api/support/visitors/:visitorId': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 200 },
  },
  'POST /api/support/identity': {
    body: () => ({ token: 'forged' }),
    statuses: everyone(403),
  },
  'GET /api/support/sites/:siteId/secrets': {
    path: `/api/support/sites/${SITE_ID}/secrets`,
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 200 },
  },
  'POST /api/support/sites/:siteId/secrets': {
    path: `/api/support/sites/${SITE_ID}/secrets`,
    body: () => ({}),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 201 },
  },
  'DELETE /api/support/sites/:siteId/secrets/:secretId': {
    path: `/api/support/sites/${SITE_ID}/secrets/${UNKNOWN_ID}`,
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 404 },
  },
  'GET /api/support/agents/me': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'PATCH /api/support/agents/me': {
    body: () => ({ name: 'Mallory' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  // Not a picture. For pictures: `server/agents/picture/picture.test.ts`.
  'PUT /api/support/agents/me/picture': {
    body: () => ({}),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 415, admin: 415 },
  },
  'DELETE /api/support/agents/me/picture': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'GET /api/support/pictures/:pictureId': {
    path: `/api/support/pictures/${UNKNOWN_ID}`,
    statuses: everyone(404),
  },
  'PUT /api/support/agents/me/password': {
    body: () => ({ currentPassword: 'not the right one', newPassword: 'correct horse battery' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 403 },
  },
  // Everything else: `server/agents/two-factor/two-factor.test.ts`.
  'POST /api/support/agents/me/two-factor': {
    body: () => ({ currentPassword: 'not the right one' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 403 },
  },
  'PUT /api/support/agents/me/two-factor': {
    body: () => ({ code: '000000' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 404, admin: 404 },
  },
  'POST /api/support/agents/me/two-factor/recovery-codes': {
    body: () => ({ currentPassword: 'not the right one' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 403 },
  },
  'POST /api/support/agents/me/two-factor/off': {
    body: () => ({ currentPassword: 'not the right one' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 403 },
  },
  'POST /api/support/agents/me/provider': {
    body: () => ({ currentPassword: 'not the right one' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 403 },
  },
  'POST /api/support/agents/me/provider/off': {
    body: () => ({ currentPassword: 'not the right one' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 403 },
  },
  // The provider is unreachable. Everything else: `tests/oidc/`.
  'POST /api/support/provider-sign-in': {
    body: () => ({}),
    statuses: everyone(503),
  },
  'POST /api/support/provider-sign-in/complete': {
    body: () => ({ answer: '?code=guessed&state=guessed' }),
    statuses: everyone(400),
  },
  'GET /api/support/agents/me/sessions': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'DELETE /api/support/agents/me/sessions': {
    path: '/api/support/agents/me/sessions?keepCurrent=true',
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'DELETE /api/support/agents/me/sessions/:sessionId': {
    path: `/api/support/agents/me/sessions/${UNKNOWN_ID}`,
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 404, admin: 404 },
  },
  'GET /api/support/sites': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'POST /api/support/sites': {
    body: () => ({ name: 'Shop' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 201 },
  },
  'GET /api/support/sites/:siteId': {
    path: `/api/support/sites/${SITE_ID}`,
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'PATCH /api/support/sites/:siteId': {
    path: `/api/support/sites/${SITE_ID}`,
    body: () => ({ version: 1, name: 'Another name' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 200 },
  },
  'GET /api/support/sites/:siteId/sightings': {
    path: `/api/support/sites/${SITE_ID}/sightings`,
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'GET /api/support/agents': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 200, admin: 200 },
  },
  'PATCH /api/support/agents/:agentId': {
    body: () => ({ role: 'admin' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 404 },
  },
  'POST /api/support/agents/:agentId/reset-link': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 404 },
  },
  'GET /api/support/invitations': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 200 },
  },
  'POST /api/support/invitations': {
    body: () => ({ role: 'agent' }),
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 201 },
  },
  'DELETE /api/support/invitations/:invitationId': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 404 },
  },
  'POST /api/support/invitations/:invitationId/resend': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 404 },
  },
  // Valid links: `server/agents/invitations.test.ts` and `reset-links.test.ts`. Here every caller guesses one.
  'POST /api/support/invitations/preview': {
    body: () => ({ token: 'guessed' }),
    statuses: everyone(404),
  },
  'POST /api/support/invitations/accept': {
    body: () => ({
      token: 'guessed',
      name: 'Mallory',
      email: 'mallory@porchlight.test',
      password: 'correct horse battery',
    }),
    statuses: { ...everyone(404), agent: 409, admin: 409 },
  },
  'POST /api/support/password-reset': {
    body: () => ({ token: 'guessed', password: 'correct horse battery' }),
    statuses: everyone(404),
  },
  'POST /api/support/password-reset/preview': {
    body: () => ({ token: 'guessed' }),
    statuses: everyone(404),
  },
  'GET /api/support/audit': {
    statuses: { stranger: 401, vera: 403, victor: 403, blocked: 403, agent: 403, admin: 200 },
  },
  'GET /api/support/availability': { statuses: everyone(200) },
  'GET /api/ably/auth': {
    statuses: { stranger: 401, vera: 200, victor: 200, blocked: 403, agent: 200, admin: 200 },
  },
  'GET /api/health': { statuses: everyone(200) },
  'POST /api/setup': {
    body: () => ({
      token: 'guessed',
      name: 'Mallory',
      email: 'mallory@porchlight.test',
      password: 'correct horse battery',
    }),
    statuses: everyone(409),
  },
  'POST /api/auth/*all': {
    path: '/api/auth/sign-up/email',
    body: () => ({ name: 'Mallory', email: 'mallory@porchlight.test', password: 'correct horse battery' }),
    statuses: everyone(404),
  },
  // Runs last: afterwards no visitor is signed in.
  'POST /api/support/identity/end': {
    body: () => ({}),
    statuses: everyone(200),
  },
}

const routes = await findRoutes()
let server: RunningServer
let plainNext: PlainNext | null = null
beforeAll(async () => {
  server = await startServer()
  if (isBuilt()) plainNext = await startPlainNext()
  provideEnv({
    ...env(),
    LIMIT_SIGN_INS_PER_NETWORK: 1_000,
    LIMIT_SIGN_INS_PER_ACCOUNT: 1_000,
    // Without a sign-in provider its routes answer 404 to everyone.
    PUBLIC_URL: 'http://localhost:3000',
    OIDC_ISSUER: 'http://127.0.0.1:1',
    OIDC_CLIENT_ID: 'porchlight',
    OIDC_CLIENT_SECRET: 'a secret of no importance',
  })
})
afterAll(async () => {
  await plainNext?.stop()
  await server.stop()
})

it('has an entry for every handler, and no other', () => {
  expect(Object.keys(table).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

/** The ways to reach a handler. Checks must not live in one of them only: `npm test` builds before it tests. */
const ways: [string, isThere: boolean, () => Reach][] = [
  ['the handlers themselves', true, () => ({ fetch: callDirectly(routes) })],
  ['the web server', true, () => server.reach],
  ['Next.js', isBuilt(), () => plainNext?.reach ?? {}],
]

for (const [way, isThere] of ways) {
  if (!isThere) it.skip(`via ${way}: run \`npm run build\` first`, () => {})
}

describe.each(ways.filter(([, isThere]) => isThere))('via %s', (_, __, reach) => {
  let conversationId: string
  /** A visitor who has left, so that the asking one survives this one's erasure. */
  let visitorId: string
  let cookies: Record<Actor, string>
  beforeAll(async () => {
    await emptyDatabase()
    ;({ conversationId, visitorId, cookies } = await createActors(reach()))
  }, SIGNING_IN_MS)

  /** A fresh browser each time, so that one response does not affect the next caller. */
  const as = (actor: Actor) =>
    new TestBrowser(null, { ...reach(), headers: cookies[actor] === '' ? {} : { cookie: cookies[actor] } })

  describe.each(Object.entries(table))('%s', (key, { path, body, statuses }) => {
    const [method = '', pattern = ''] = key.split(' ')
    const call = (actor: Actor, id: string) =>
      as(actor).send(
        method,
        (path ?? pattern)
          .replace(':conversationId', id)
          .replace(':visitorId', visitorId)
          .replace(/:(message|agent|invitation)Id/, UNKNOWN_ID),
        { body: body?.(actor) },
      )

    it.each(actors)('answers %s as it should, and a refusal changes nothing', async (actor) => {
      const status = isStranger(actor) ? statuses.stranger : statuses[actor as keyof typeof statuses]
      const before = status >= 400 ? await hashOfAllRows() : null
      const answer = await call(actor, conversationId)

      expect(answer.status, answer.text).toBe(status)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      if (before !== null) expect(await hashOfAllRows()).toBe(before)
    })

    if (!pattern.includes(':conversationId')) return
    it('gives Victor the same response for Vera’s conversation as for a missing one', async () => {
      const foreign = await call('victor', conversationId)
      const unknown = await call('victor', UNKNOWN_ID)
      expect(comparable(foreign)).toEqual(comparable(unknown))
    })
  })
})

type Reach = ConstructorParameters<typeof TestBrowser>[1]

async function createActors(reach: Reach) {
  const admin = await adminBrowser(reach)
  const vera = await visitorBrowser('Hello?', reach)
  const [victor, blocked, expired, revoked] = await Promise.all([
    visitorBrowser('Hello?', reach),
    visitorBrowser('Hello?', reach),
    visitorBrowser('Hello?', reach),
    visitorBrowser('Hello?', reach),
  ])
  await db.user.update({
    where: { id: await ownerOf(blocked.conversationId) },
    data: { blockedAt: new Date() },
  })
  await db.visitorSession.updateMany({
    where: { user: { conversations: { some: { id: expired.conversationId } } } },
    data: { expiresAt: new Date(Date.now() - 1000) },
  })
  await db.visitorSession.deleteMany({
    where: { user: { conversations: { some: { id: revoked.conversationId } } } },
  })

  const agent = await agentBrowser('Ada', reach)
  const expiredAgent = await agentBrowser('Ben', reach)
  await db.session.updateMany({
    where: { user: { name: 'Ben' } },
    data: { expiresAt: new Date(Date.now() - 1000) },
  })
  const revokedAgent = await agentBrowser('Cleo', reach)
  await db.session.deleteMany({ where: { user: { name: 'Cleo' } } })
  const deletedAgent = await agentBrowser('Dan', reach)
  await db.user.deleteMany({ where: { name: 'Dan' } })

  const deactivatedAgent = await agentBrowser('Eve', reach)
  await db.user.updateMany({ where: { name: 'Eve' }, data: { deactivatedAt: new Date() } })

  const browsers: Record<Exclude<Actor, 'stranger'>, TestBrowser> = {
    vera: vera.browser,
    victor: victor.browser,
    blocked: blocked.browser,
    agent,
    admin,
    'expired visitor': expired.browser,
    'revoked visitor': revoked.browser,
    'expired agent': expiredAgent,
    'revoked agent': revokedAgent,
    'deleted agent': deletedAgent,
    'deactivated agent': deactivatedAgent,
  }
  const cookies = Object.entries(browsers).map(([actor, { cookies }]) => [
    actor,
    [...cookies].map((pair) => pair.join('=')).join('; '),
  ])
  return {
    conversationId: vera.conversationId,
    visitorId: await ownerOf(revoked.conversationId),
    cookies: { stranger: '', ...Object.fromEntries(cookies) } as Record<Actor, string>,
  }
}

async function ownerOf(conversationId: string): Promise<string> {
  return (await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })).userId
}

function comparable({ status, text, headers }: { status: number; text: string; headers: Headers }) {
  const changing = ['date', 'x-request-id']
  return {
    status,
    text: text.replace(/"requestId":"[^"]+"/, ''),
    headers: [...headers].filter(([name]) => !changing.includes(name)),
  }
}
