import * as Ably from 'ably'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { inboxChannel } from '@/contract/log/channels'
import { agentOfHeaders } from '@/server/agents/agent-session'
import { setPassword } from '@/server/agents/password'
import { db, pool } from '@/server/database/db'
import { ablyRest } from '@/server/realtime/ably-rest'
import { issueRealtimeToken } from '@/server/realtime/tokens'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { relayEvents } from '@/tests/relay-events'
import { type RunningServer, startServer } from '@/tests/running-server'

const ME = '/api/support/agents/me'
const olga = { email: 'olga@porchlight.test', password: 'correct horse battery' }

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
  provideEnv({ ...env(), LIMIT_SIGN_INS_PER_NETWORK: 1_000 })
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)

describe('an agent’s sessions', { timeout: 60_000 }, () => {
  it('are listed with browser and times, and end one by one, all others, or all', async () => {
    const here = await adminBrowser(server.reach)
    const [phone, library, old] = [await signIn(), await signIn(), await signIn()]
    await db.session.updateMany({
      where: { token: tokenOf(old) },
      data: { expiresAt: new Date(Date.now() - 1000) },
    })

    const { json } = await here.get(`${ME}/sessions`)
    expect(json.data.map(({ browser }: { browser: string | null }) => browser).sort()).toEqual([
      'Chrome 156 on Linux',
      'Chrome 156 on Linux',
      null,
    ])
    expect(json.data.filter((session: { isCurrent: boolean }) => session.isCurrent)).toEqual([
      {
        id: (await sessionOf(here)).id,
        browser: null,
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
        isCurrent: true,
      },
    ])

    const path = `${ME}/sessions/${(await sessionOf(phone)).id}`
    expect((await here.send('DELETE', path)).status).toBe(200)
    expect((await here.send('DELETE', path)).status).toBe(404)
    expect(await statuses(here, phone, library)).toEqual([200, 401, 200])

    expect((await here.send('DELETE', `${ME}/sessions?keepCurrent=true`)).status).toBe(200)
    expect(await statuses(here, library)).toEqual([200, 401])

    const another = await signIn()
    await here.send('DELETE', `${ME}/sessions`)
    expect(await statuses(here, another)).toEqual([401, 401])
  })

  it('of a colleague are out of reach', async () => {
    await adminBrowser(server.reach)
    const ada = await colleague()
    const { id } = await db.session.findFirstOrThrow({ where: { user: { name: 'Olga' } } })

    expect((await ada.send('DELETE', `${ME}/sessions/${id}`)).json.error.code).toBe('not_found')
    expect((await ada.get(`${ME}/sessions`)).json.data).toHaveLength(1)
    await ada.send('DELETE', `${ME}/sessions`)
    expect(await db.session.count({ where: { id } })).toBe(1)
  })

  it('note when they were used last', async () => {
    const here = await adminBrowser(server.reach)
    await db.session.updateMany({ data: { updatedAt: new Date('2026-01-01') } })
    await here.get('/api/ably/auth')
    const [session] = (await here.get(`${ME}/sessions`)).json.data
    expect(Date.parse(session.lastUsedAt)).toBeGreaterThan(Date.parse('2026-01-02'))
  })
})

describe('changing the password', { timeout: 60_000 }, () => {
  const change = (currentPassword: string, newPassword = 'a new lamp on the porch') => ({
    currentPassword,
    newPassword,
  })

  it('takes the present one, keeps this session and ends all others', async () => {
    const here = await adminBrowser(server.reach)
    const stolen = await signIn()

    const { json } = await here.put(`${ME}/password`, change(olga.password))

    expect(json).toEqual({ endedSessions: 1 })
    expect(await statuses(here, stolen)).toEqual([200, 401])
    expect((await tryToSignIn(olga.password)).status).toBe(401)
    expect((await tryToSignIn('a new lamp on the porch')).status).toBe(200)
  })

  it('is refused with a wrong one, which counts as a try, and changes nothing', async () => {
    const here = await adminBrowser(server.reach)
    const other = await signIn()
    const attempt = () => here.put(`${ME}/password`, change('wrong wrong'))

    expect((await attempt()).json.error).toMatchObject({ code: 'wrong_password', param: 'currentPassword' })
    for (let index = 1; index < env().LIMIT_SIGN_INS_PER_ACCOUNT; index += 1) await attempt()
    expect((await here.put(`${ME}/password`, change(olga.password))).json.error.code).toBe('rate_limited')
    expect(await statuses(here, other)).toEqual([200, 200])
  })

  it.each([
    [change('x', 'short'), 'newPassword'],
    [change('x', 'x'.repeat(129)), 'newPassword'],
    [change(''), 'currentPassword'],
    [{ newPassword: 'a new lamp on the porch' }, 'currentPassword'],
    [{ ...change('x'), userId: 'y' }, 'userId'],
  ])('refuses %j', async (body, param) => {
    const here = await adminBrowser(server.reach)
    const { status, json } = await here.put(`${ME}/password`, body)
    expect([status, json.error.param]).toEqual([400, param])
  })
})

describe('an agent’s own name', () => {
  it('is changed for everybody who reads it', { timeout: 60_000 }, async () => {
    const here = await adminBrowser(server.reach)
    expect((await here.patch(ME, { name: ' Olga  Berg ' })).json.name).toBe('Olga Berg')
    expect((await here.get(ME)).json).toMatchObject({ name: 'Olga Berg', email: olga.email, role: 'admin' })
    for (const name of [' ', 'x'.repeat(101)]) expect((await here.patch(ME, { name })).status).toBe(400)
    expect((await here.patch(ME, { role: 'ADMIN' })).status).toBe(400)
  })
})

/** Every way in which a session may end. */
const ends: [string, (browser: TestBrowser) => Promise<unknown>][] = [
  ['signing out', (browser) => browser.post('/api/auth/sign-out', {})],
  [
    'ending the session',
    async (browser) => browser.send('DELETE', `${ME}/sessions/${(await sessionOf(browser)).id}`),
  ],
  ['signing out everywhere', (browser) => browser.send('DELETE', `${ME}/sessions`)],
  [
    'a new password from the command line',
    async (browser) => setPassword((await sessionOf(browser)).userId, 'a new lamp'),
  ],
  [
    'the removal of the agent',
    async (browser) => pool.query('DELETE FROM users WHERE id = $1', [(await sessionOf(browser)).userId]),
  ],
  [
    'being deactivated',
    async (browser) =>
      pool.query('UPDATE users SET deactivated_at = now() WHERE id = $1', [
        (await sessionOf(browser)).userId,
      ]),
  ],
  [
    'the end of being an agent',
    async (browser) =>
      pool.query(`UPDATE users SET role = 'VISITOR', sign_in_email = NULL WHERE id = $1`, [
        (await sessionOf(browser)).userId,
      ]),
  ],
]

describe('realtime', { timeout: 60_000 }, () => {
  it.each(ends)('ends with %s, and no other session’s does', async (_, end) => {
    const olga = await adminBrowser(server.reach)
    const browser = await colleague()
    const token = (await browser.get('/api/ably/auth')).text
    const [leaving, staying] = [
      await listener(token),
      await listener((await olga.get('/api/ably/auth')).text),
    ]
    const sentAway = new Promise<number | undefined>((resolve) =>
      leaving.client.connection.once('disconnected', ({ reason }) => resolve(reason?.code)),
    )

    await end(browser)
    await relayEvents()

    // 40141: the token was revoked.
    expect(await sentAway).toBe(40141)
    expect((await browser.get('/api/ably/auth')).status).toBe(401)
    expect((await browser.get('/api/support/conversations')).status).toBe(401)
    await expect(listener(token)).rejects.toMatchObject({ code: 40141 })

    await ablyRest().channels.get(inboxChannel(SITE_ID)).publish('news', {})
    await expect.poll(() => staying.heard).toEqual(['news'])
    expect(leaving.heard).toEqual([])
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('stays in one browser when the same agent signs out of another one', async () => {
    const here = await adminBrowser(server.reach)
    const phone = await signIn()
    const { client, heard } = await listener((await here.get('/api/ably/auth')).text)

    await phone.post('/api/auth/sign-out', {})
    await relayEvents()

    await ablyRest().channels.get(inboxChannel(SITE_ID)).publish('news', {})
    await expect.poll(() => heard).toEqual(['news'])
    expect(client.connection.state).toBe('connected')
  })

  it('gives agents tokens of five minutes at most, each bound to its session', async () => {
    const here = await adminBrowser(server.reach)
    const { browser: visitor } = await visitorBrowser('Hello?', server.reach)
    const [agents, visitors] = await Promise.all(
      [here, visitor].map(async (browser) => decodeJwt((await browser.get('/api/ably/auth')).text)),
    )

    expect((agents?.exp ?? 0) - (agents?.iat ?? 0)).toBe(300)
    expect(agents?.['x-ably-revocation-key']).toBe(`session:${(await sessionOf(here)).id}`)
    expect((visitors?.exp ?? 0) - (visitors?.iat ?? 0)).toBe(3_600)
    expect(visitors?.['x-ably-revocation-key']).toMatch(/^session:/)
  })

  it('gives no token to an agent who was signed out while it was being signed', async () => {
    const here = await adminBrowser(server.reach)
    const viewer = await agentOfHeaders(new Headers({ cookie: cookieOf(here) }))
    if (viewer === null) throw new Error('nobody')
    await db.session.deleteMany()
    await expect(issueRealtimeToken(viewer)).rejects.toMatchObject({ code: 'not_authenticated' })
  })
})

describe('the role of an agent', { timeout: 60_000 }, () => {
  it('holds from the next call on', async () => {
    const admin = await adminBrowser(server.reach)
    const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
    const { userId } = (await browser.get(`/api/support/conversations/${conversationId}`)).json.conversation
    const exported = () => admin.get(`/api/support/visitors/${userId}/export`)

    expect((await exported()).status).toBe(200)
    await db.user.updateMany({ where: { role: 'ADMIN' }, data: { role: 'AGENT' } })
    expect((await exported()).status).toBe(403)
    expect((await admin.get('/api/support/conversations')).status).toBe(200)
  })
})

async function signIn(email = olga.email): Promise<TestBrowser> {
  const headers = {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
  }
  const browser = new TestBrowser('agent', { ...server.reach, headers })
  await browser.post('/api/auth/sign-in/email', { email, password: olga.password })
  return browser
}

function tryToSignIn(password: string) {
  return new TestBrowser('agent', server.reach).post('/api/auth/sign-in/email', { ...olga, password })
}

/** Another agent, signed in, with Olga's password. */
async function colleague(): Promise<TestBrowser> {
  const { password } = await db.account.findFirstOrThrow()
  const id = crypto.randomUUID()
  await db.user.create({
    data: {
      id,
      role: 'AGENT',
      name: 'Ada',
      signInEmail: 'ada@porchlight.test',
      emailVerified: true,
      accounts: { create: { accountId: id, providerId: 'credential', password } },
    },
  })
  return signIn('ada@porchlight.test')
}

function cookieOf({ cookies }: TestBrowser): string {
  return [...cookies].map((pair) => pair.join('=')).join('; ')
}

function tokenOf({ cookies }: TestBrowser): string {
  const value = [...cookies].find(([name]) => name.endsWith('session_token'))?.[1] ?? ''
  return decodeURIComponent(value).split('.')[0] ?? ''
}

function sessionOf(browser: TestBrowser) {
  return db.session.findUniqueOrThrow({ where: { token: tokenOf(browser) } })
}

function statuses(...browsers: TestBrowser[]): Promise<number[]> {
  return Promise.all(
    browsers.map(async (browser) => (await browser.get('/api/support/conversations')).status),
  )
}

/** A realtime client with this token, attached to the inbox, and the names of what it hears. Rejects when refused. */
async function listener(token: string) {
  const client = new Ably.Realtime({
    token,
    endpoint: '127.0.0.1',
    port: server.port,
    tls: false,
    disableConnectivityCheck: true,
    logLevel: 0,
  })
  onTestFinished(() => client.close())
  const heard: (string | undefined)[] = []
  const refused = new Promise<never>((_, reject) =>
    client.connection.on(['failed', 'disconnected'], ({ reason }) => reject(reason)),
  )
  refused.catch(() => {})
  await Promise.race([
    client.channels.get(inboxChannel(SITE_ID)).subscribe(({ name }) => void heard.push(name)),
    refused,
  ])
  return { client, heard }
}
