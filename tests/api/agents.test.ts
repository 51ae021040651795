import { hashPassword } from 'better-auth/crypto'
import { decodeJwt, jwtVerify } from 'jose'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createFirstAdmin } from '@/server/agents/installation'
import { setUpLink } from '@/server/agents/setup-token'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, TestBrowser, testKeys, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'

const settings = env()
beforeEach(async () => {
  provideEnv(settings)
  await emptyDatabase()
})

const owner = { name: 'Olga', email: 'olga@porchlight.test', password: 'correct horse battery' }

describe('POST /api/setup', () => {
  let setUp: typeof owner & { token: string }
  beforeEach(async () => {
    setUp = { ...owner, token: tokenOf(await setUpLink('http://localhost:3000')) }
  })

  it('creates the first admin and signs them in', async () => {
    const browser = new TestBrowser('agent')

    const { status } = await browser.post('/api/setup', setUp)

    expect(status).toBe(201)
    expect((await browser.get('/api/support/conversations')).status).toBe(200)
    expect(await db.user.findFirst()).toMatchObject({ role: 'ADMIN', name: 'Olga', signInEmail: owner.email })
  })

  it('works once, even with many requests at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        new TestBrowser().post('/api/setup', { ...setUp, email: `olga${index}@porchlight.test` }),
      ),
    )

    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.json.error?.code === 'already_set_up')).toHaveLength(9)
    expect(await db.user.count()).toBe(1)
  })

  it('accepts the link printed by any process of this installation, however often', async () => {
    expect(await setUpLink('http://localhost:3000')).toBe(`http://localhost:3000/setup#${setUp.token}`)
    expect(setUp.token.length).toBeGreaterThanOrEqual(43)

    provideEnv({ ...env(), AUTH_SECRET: 'the secret of another installation' })
    expect(tokenOf(await setUpLink(''))).not.toBe(setUp.token)
  })

  it.each([
    ['none', () => ''],
    ['another', () => 'x'.repeat(43)],
    ['a truncated one', (token: string) => token.slice(0, -1)],
    ['a longer one', (token: string) => `${token}A`],
    ['one in capitals', (token: string) => token.toUpperCase()],
  ])('refuses a caller who has %s, and creates no admin', async (_, change) => {
    const { status, json } = await new TestBrowser().post('/api/setup', {
      ...setUp,
      token: change(setUp.token),
    })
    expect([status, json.error.code]).toEqual([403, 'wrong_setup_token'])
    expect(await db.user.count()).toBe(0)
  })

  it('reports that setup is done before it checks the token or hashes a password', async () => {
    await createFirstAdmin(owner)
    vi.mocked(hashPassword).mockClear()
    const { status, json } = await new TestBrowser().post('/api/setup', { ...setUp, token: 'guessed' })
    expect([status, json.error.code]).toEqual([409, 'already_set_up'])
    expect(hashPassword).not.toHaveBeenCalled()
  })

  it('limits attempts', async () => {
    const guess = () => new TestBrowser().post('/api/setup', { ...setUp, token: 'guessed' })
    for (let index = 0; index < env().LIMIT_SIGN_INS_PER_ACCOUNT; index += 1)
      expect((await guess()).status).toBe(403)
    expect((await guess()).json.error.code).toBe('rate_limited')
  })

  it.each([
    [{ password: 'short' }, 'password'],
    [{ email: 'nobody' }, 'email'],
    [{ name: ' ' }, 'name'],
    [{ role: 'ADMIN' }, 'role'],
    [{ token: undefined }, 'token'],
    [{ token: 'x'.repeat(201) }, 'token'],
  ])('refuses %j', async (wrong, param) => {
    const { status, json } = await new TestBrowser().post('/api/setup', { ...setUp, ...wrong })
    expect([status, json.error.param]).toEqual([400, param])
  })
})

function tokenOf(link: string): string {
  return link.split('#')[1] ?? ''
}

describe('/api/auth', () => {
  it('signs in and out', async () => {
    const browser = await adminBrowser()
    expect((await browser.get('/api/support/conversations')).status).toBe(200)

    await browser.post('/api/auth/sign-out', {})

    expect((await browser.get('/api/support/conversations')).status).toBe(401)
  })

  it('gives the same response to a wrong password and an unknown address', async () => {
    await adminBrowser()
    const signIn = (email: string) =>
      new TestBrowser().post('/api/auth/sign-in/email', { email, password: 'wrong wrong' })

    const [wrong, unknown] = [await signIn(owner.email), await signIn('nobody@porchlight.test')]

    expect([wrong.status, wrong.json.error.code]).toEqual([401, 'not_authenticated'])
    expect({ ...unknown.json.error, requestId: '' }).toEqual({ ...wrong.json.error, requestId: '' })
  })

  it('does not let anyone sign up', async () => {
    const { status } = await new TestBrowser().post('/api/auth/sign-up/email', owner)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(await db.user.count()).toBe(0)
  })

  it('ignores a visitor who claims an agent’s address', async () => {
    const visitor = new TestBrowser('visitor')
    await visitor.post('/api/support/conversations', {
      clientConversationId: crypto.randomUUID(),
      visitor: { email: owner.email },
    })

    const admin = await adminBrowser()

    expect((await admin.get('/api/support/conversations')).status).toBe(200)
  })

  it('limits attempts, whatever address a client claims', async () => {
    await adminBrowser()
    const attempt = (index: number) =>
      new TestBrowser().post(
        '/api/auth/sign-in/email',
        { email: owner.email, password: 'wrong wrong' },
        { headers: { 'x-forwarded-for': `203.0.113.${index}`, 'porchlight-peer': `203.0.113.${index}` } },
      )

    let last = await attempt(0)
    for (let index = 1; index < 12; index += 1) last = await attempt(index)

    expect([last.status, last.json.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('GET /api/ably/auth', () => {
  const secret = new TextEncoder().encode(testKeys.signing.split(':')[1])

  it('grants a visitor exactly their own conversation, whatever the query asks for', async () => {
    const { browser, conversationId } = await visitorBrowser()
    await visitorBrowser()
    const visitor = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })

    const wishes = 'clientId=*&ttl=31536000000&capability=%7B%22*%22%3A%5B%22*%22%5D%7D&callback=alert'
    const { text, headers } = await browser.get(`/api/ably/auth?${wishes}`)

    expect(headers.get('content-type')).toBe('application/jwt')
    const { payload, protectedHeader } = await jwtVerify(text, secret, { algorithms: ['HS256'] })
    expect(protectedHeader.kid).toBe('porchl.browser')
    expect(payload['x-ably-clientId']).toBe(`v:${visitor.userId}`)
    expect(JSON.parse(String(payload['x-ably-capability']))).toEqual({
      [`support:${SITE_ID}:conversation:${conversationId}`]: ['subscribe'],
      [`support:${SITE_ID}:live:${conversationId}`]: ['presence', 'publish', 'subscribe'],
      [`support:${SITE_ID}:status`]: ['subscribe'],
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
  })

  it('grants an agent all conversations and the team’s channels', async () => {
    const admin = await adminBrowser()
    const { id } = await db.user.findFirstOrThrow({ where: { role: 'ADMIN' } })

    const { text } = await admin.get('/api/ably/auth')

    expect(JSON.parse(String(decodeJwt(text)['x-ably-capability']))).toEqual({
      'staff:*': ['presence', 'subscribe'],
      'support:*:live:*': ['publish', 'subscribe'],
      workspace: ['presence', 'subscribe'],
      [`agent:${id}`]: ['subscribe'],
    })
    expect(text.length).toBeLessThan(8_192)
  })

  it('answers 401 without a session, never 403', async () => {
    const { status, json } = await new TestBrowser().get('/api/ably/auth')
    expect([status, json.error.code]).toEqual([401, 'not_authenticated'])
  })

  it('answers 429 with the time to wait to an agent who asks too often', async () => {
    const { browser } = await visitorBrowser()
    let last = await browser.get('/api/ably/auth')
    // The allowance fills up meanwhile: on a busy computer sixty requests take longer than it does.
    for (let index = 0; index < 300 && last.status !== 429; index += 1)
      last = await browser.get('/api/ably/auth')

    expect([last.status, last.json.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
