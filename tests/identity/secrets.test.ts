import { randomBytes } from 'node:crypto'
import * as Ably from 'ably'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { SITE_HEADER } from '@/contract/http/visitor-headers'
import { statusChannel } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { listSiteSecrets, removeSiteSecret } from '@/server/identity/secrets'
import { issueRealtimeToken } from '@/server/realtime/tokens'
import { env, provideEnv } from '@/server/settings/env'
import { seal, unseal } from '@/server/settings/sealed'
import { forgetSites } from '@/server/sites/sites'
import { adminBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { createCast, createSite, olga } from '@/tests/factories'
import { rememberSecret } from '@/tests/log-scan'
import { relayEvents } from '@/tests/relay-events'
import { type RunningServer, startServer } from '@/tests/running-server'
import {
  CONVERSATIONS,
  conversationsOf,
  createSecret,
  IDENTITY,
  newStart,
  setPolicy,
  sign,
  type TestSite,
} from './people'

let server: RunningServer
let shop: TestSite
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await emptyDatabase()
  shop = await createSite('shop0001')
  await setPolicy(shop.id, { identity: 'optional' })
})

const pathOf = (siteId: string) => `/api/support/sites/${siteId}/secrets`
const visitor = () => new TestBrowser('visitor', { ...server.reach, headers: { [SITE_HEADER]: shop.key } })

async function identified(value: string, browser = visitor()): Promise<TestBrowser> {
  const { status } = await browser.post(IDENTITY, { token: await sign(value, shop) })
  expect(status).toBe(200)
  return browser
}

describe('an admin', () => {
  it('adds at most two secrets, sees each value once, and removes one to add another', async () => {
    const admin = await adminBrowser(server.reach)
    const made = await admin.post(pathOf(shop.id), {})
    rememberSecret(made.json.value)
    expect([made.status, made.json]).toEqual([
      201,
      {
        id: expect.any(String),
        hint: made.json.value.slice(-4),
        isReadable: true,
        createdAt: expect.any(String),
        value: expect.stringMatching(/^[\w-]{43}$/),
      },
    ])
    const pasted = 'the secret that another product used'.replaceAll(' ', '_')
    rememberSecret(pasted)
    expect((await admin.post(pathOf(shop.id), { value: pasted })).json.value).toBe(pasted)
    const third = await admin.post(pathOf(shop.id), {})
    expect([third.status, third.json.error.code]).toEqual([409, 'too_many_secrets'])

    const listed = await admin.get(pathOf(shop.id))
    expect(listed.json.data.map(({ hint }: { hint: string }) => hint)).toEqual([made.json.hint, 'used'])
    for (const value of [made.json.value, pasted]) expect(listed.text).not.toContain(value)
    expect((await admin.get(pathOf(SITE_ID))).json.data).toEqual([])

    const path = `${pathOf(shop.id)}/${made.json.id}`
    expect((await admin.send('DELETE', `${pathOf(SITE_ID)}/${made.json.id}`)).status).toBe(404)
    expect((await admin.send('DELETE', path)).json).toEqual({ endedSessions: 0 })
    expect((await admin.send('DELETE', path)).status).toBe(404)
    expect((await admin.post(pathOf(shop.id), {})).status).toBe(201)
    for (const call of [admin.get(pathOf('nowhere1')), admin.post(pathOf('nowhere1'), {})])
      expect((await call).status).toBe(404)
  })

  it('leaves an audit entry for each secret added or removed, and none for refused changes', async () => {
    const admin = await adminBrowser(server.reach)
    const { json } = await admin.post(pathOf(shop.id), {})
    rememberSecret(json.value)
    await admin.send('DELETE', `${pathOf(shop.id)}/${json.id}`)
    await admin.send('DELETE', `${pathOf(shop.id)}/${json.id}`)
    const { id: actorId } = (await admin.get('/api/support/agents/me')).json
    expect(await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { action: 'site.added_secret', subjectId: shop.id, actorId },
      { action: 'site.removed_secret', subjectId: shop.id, actorId },
    ])
  })

  it('who adds several at once still gets two', async () => {
    const admin = await adminBrowser(server.reach)
    const answers = await Promise.all(Array.from({ length: 5 }, () => admin.post(pathOf(shop.id), {})))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409])
  })

  it.each([
    ['short', 'fifteen-letters'],
    ['long', 'a'.repeat(257)],
    ['with a blank', 'sixteen letters in it'],
    ['in another alphabet', 'ключключключключ'],
    ['not text', 1],
  ])('cannot add a secret that is %s', async (_, value) => {
    const admin = await adminBrowser(server.reach)
    const { status, json } = await admin.post(pathOf(shop.id), { value })
    expect([status, json.error.code, json.error.param]).toEqual([400, 'validation_failed', 'value'])
    expect(await db.siteSecret.count()).toBe(0)
  })
})

describe('in the database', () => {
  it('a secret is encrypted, bound to its row and AUTH_SECRET, and gone once removed', async () => {
    await createCast()
    const { id, value } = await createSecret(shop.id)
    const { value: stored } = await db.siteSecret.findUniqueOrThrow({ where: { id } })
    expect(Buffer.from(stored ?? []).toString('latin1')).not.toContain(value)
    expect(unseal(stored as Uint8Array, `${shop.id} ${id}`)).toBe(value)
    expect(unseal(stored as Uint8Array, `${SITE_ID} ${id}`)).toBeNull()
    expect(seal(value, 'a')).not.toEqual(seal(value, 'a'))
    const tampered = new Uint8Array(stored ?? [])
    tampered[tampered.length - 1] = (tampered.at(-1) ?? 0) ^ 1
    expect(unseal(tampered, `${shop.id} ${id}`)).toBeNull()
    expect(unseal(new Uint8Array(3), 'a')).toBeNull()

    const settings = env()
    onTestFinished(() => provideEnv(settings))
    provideEnv({ ...settings, AUTH_SECRET: randomBytes(32).toString('base64url') })
    const refused = await visitor().post(IDENTITY, { token: await sign(value, shop) })
    expect([refused.status, refused.json.error.code]).toEqual([401, 'identity_invalid'])
    expect((await listSiteSecrets(olga, shop.id)).data).toMatchObject([{ id, isReadable: false }])
    await removeSiteSecret(olga, shop.id, id)
    expect(await db.siteSecret.findUniqueOrThrow({ where: { id } })).toMatchObject({ value: null })
  })
})

describe('removing a secret', () => {
  it('ends the sessions created with it, and no others', async () => {
    const admin = await adminBrowser(server.reach)
    const [old, current] = [
      (await admin.post(pathOf(shop.id), {})).json,
      (await admin.post(pathOf(shop.id), {})).json,
    ]
    rememberSecret(old.value, current.value)
    const [before, after] = [await identified(old.value), await identified(current.value)]
    const anonymous = visitor()
    await anonymous.post(CONVERSATIONS, newStart())

    const { json } = await admin.send('DELETE', `${pathOf(shop.id)}/${old.id}`)
    expect(json).toEqual({ endedSessions: 1 })
    expect(await conversationsOf(before)).toBe('not_authenticated')
    expect(await conversationsOf(after)).toEqual([])
    expect(await conversationsOf(anonymous)).toHaveLength(1)
    const refused = await visitor().post(IDENTITY, { token: await sign(old.value, shop) })
    expect(refused.json.error.code).toBe('identity_invalid')
  })

  it('also ends a session created concurrently', async () => {
    const admin = await adminBrowser(server.reach)
    for (let round = 0; round < 5; round += 1) {
      const { id, value } = (await admin.post(pathOf(shop.id), {})).json
      rememberSecret(value)
      const token = await sign(value, shop)
      const answers = await Promise.all([
        ...Array.from({ length: 6 }, () => visitor().post(IDENTITY, { token })),
        admin.send('DELETE', `${pathOf(shop.id)}/${id}`),
      ])
      for (const { status } of answers) expect([200, 401]).toContain(status)
      expect(await db.visitorSession.count()).toBe(0)
    }
  })

  it('revokes the realtime tokens of all its sessions', async () => {
    const admin = await adminBrowser(server.reach)
    const { id, value } = (await admin.post(pathOf(shop.id), {})).json
    rememberSecret(value)
    const anonymous = visitor()
    await anonymous.post(CONVERSATIONS, newStart())
    const leaving = [await identified(value), await identified(value)]
    for (const browser of leaving) await browser.post(CONVERSATIONS, newStart())
    const clients = await Promise.all(leaving.map(listen))
    const staying = await listen(anonymous)

    await admin.send('DELETE', `${pathOf(shop.id)}/${id}`)
    await relayEvents()
    // 40141: the token was revoked.
    expect(await Promise.all(clients.map(({ sentAway }) => sentAway))).toEqual([40141, 40141])
    expect(staying.client.connection.state).toBe('connected')
    for (const browser of leaving) expect((await browser.get('/api/ably/auth')).status).toBe(401)
    expect(await db.outboxEvent.count()).toBe(0)
  })
})

describe('a realtime token', () => {
  it('is revoked when its visitor is verified', async () => {
    await createCast()
    const { value } = await createSecret(shop.id)
    const browser = visitor()
    await browser.post(CONVERSATIONS, newStart())
    const { sentAway } = await listen(browser)
    await identified(value, browser)
    await relayEvents()
    expect(await sentAway).toBe(40141)
    expect((await listen(browser)).client.connection.state).toBe('connected')
  })

  it('of an anonymous visitor is revoked when the site starts to require identity', async () => {
    const admin = await adminBrowser(server.reach)
    const { value } = (await admin.post(pathOf(shop.id), {})).json
    rememberSecret(value)
    const [anonymous, verified] = [visitor(), await identified(value)]
    for (const browser of [anonymous, verified]) await browser.post(CONVERSATIONS, newStart())
    const { sentAway } = await listen(anonymous)
    const staying = await listen(verified)

    const { version } = await db.site.findUniqueOrThrow({ where: { id: shop.id } })
    const patch = { version, settings: { identity: 'required' } }
    expect((await admin.patch(`/api/support/sites/${shop.id}`, patch)).status).toBe(200)
    await relayEvents()
    expect(await sentAway).toBe(40141)
    expect(staying.client.connection.state).toBe('connected')
    forgetSites()
    expect((await anonymous.get('/api/ably/auth')).json.error.code).toBe('identity_required')
  })

  it('is not issued to a session that ended while it was being signed', async () => {
    const browser = visitor()
    const { json } = await browser.post(CONVERSATIONS, newStart())
    const session = await db.visitorSession.findFirstOrThrow()
    const viewer = {
      side: 'visitor',
      role: 'visitor',
      sites: [shop.id],
      id: json.conversation.visitor.id,
      name: null,
      sessionId: session.id,
    } as const
    expect(await issueRealtimeToken(viewer)).toMatch(/^ey/)
    await db.visitorSession.deleteMany()
    await expect(issueRealtimeToken(viewer)).rejects.toMatchObject({ code: 'not_authenticated' })
  })
})

/** The browser's realtime connection, attached to its site's status, and the code with which it is disconnected. */
async function listen(browser: TestBrowser) {
  const client = new Ably.Realtime({
    token: (await browser.get('/api/ably/auth')).text,
    endpoint: '127.0.0.1',
    port: server.port,
    tls: false,
    disableConnectivityCheck: true,
    logLevel: 0,
  })
  onTestFinished(() => client.close())
  const sentAway = new Promise<number | undefined>((resolve) =>
    client.connection.once('disconnected', ({ reason }) => resolve(reason?.code)),
  )
  await client.channels.get(statusChannel(shop.id)).attach()
  return { client, sentAway }
}
