import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, agentBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { rememberSecret } from '@/tests/log-scan'
import { Company, OTHER_CLIENT_ID } from './company'

const BEGIN = '/api/support/provider-sign-in'
const COMPLETE = `${BEGIN}/complete`
const ME = '/api/support/agents/me'
const PROVIDER = `${ME}/provider`
const PUBLIC_URL = 'http://localhost:3000'
const password = 'correct horse battery'

const verified = (sub: string, email: string) => ({ sub, email, email_verified: true, name: `Ms ${sub}` })
const people = [
  verified('cleo', 'Cleo@Shop.example'),
  verified('ada', 'ada@porchlight.test'),
  verified('mallory', 'mallory@elsewhere.example'),
  verified('subdomain', 'eve@evil.shop.example'),
  verified('lookalike', 'eve@shop.example.evil.example'),
  { sub: 'unverified', email: 'una@shop.example', email_verified: false, name: 'Una' },
  { sub: 'silent', email: 'sid@shop.example', name: 'Sid' },
  { sub: 'nameless', email: 'nora@shop.example', email_verified: true, name: '\u200b' },
  { sub: 'addressless', name: 'Abe' },
]

let company: Company
const settings = env()
beforeAll(async () => {
  company = await Company.open({ returnAddress: `${PUBLIC_URL}/sign-in/oidc`, people })
  rememberSecret(company.clientSecret)
})
afterAll(() => company.close())
beforeEach(async () => {
  provideEnv({ ...settings, ...company.settings, PUBLIC_URL, OIDC_ALLOWED_DOMAINS: ['shop.example'] })
  await emptyDatabase()
  await db.installation.update({ where: { id: 1 }, data: { setUpAt: new Date() } })
})

type Answer = { status: number; json: { error?: { code: string } } }
const outcome = ({ status, json }: Answer) => (status === 200 ? 200 : `${status} ${json.error?.code}`)

async function addressFor(browser: TestBrowser): Promise<string> {
  const { status, json, text } = await browser.post(BEGIN, {})
  expect(status, text).toBe(200)
  return json.address
}

const complete = (browser: TestBrowser, answer: string) => {
  rememberSecret(new URLSearchParams(answer).get('code') ?? undefined)
  return browser.post(COMPLETE, { answer })
}

/** The whole flow, as a browser goes through it. */
async function signIn(sub: string | null, browser = new TestBrowser('agent')): Promise<string | 200> {
  return outcome(await complete(browser, await company.signIn(await addressFor(browser), sub)))
}

const audited = async () =>
  (await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)

describe('signing in', () => {
  it('redirects the browser with PKCE, state and nonce, and the exact redirect URI', async () => {
    const address = new URL(await addressFor(new TestBrowser('agent')))
    expect(address.origin).toBe(company.issuer)
    const { state, nonce, code_challenge, ...others } = Object.fromEntries(address.searchParams)
    expect(others).toEqual({
      client_id: 'porchlight',
      redirect_uri: `${PUBLIC_URL}/sign-in/oidc`,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    })
    for (const random of [state, nonce, code_challenge]) expect(random).toMatch(/^[\w-]{43}$/)
    const again = new URL(await addressFor(new TestBrowser('agent')))
    expect(again.searchParams.get('state')).not.toBe(state)
  })

  it('creates an agent for a colleague from an allowed domain, once, and recognizes them afterwards', async () => {
    const browser = new TestBrowser('agent')
    expect(await signIn('cleo', browser)).toBe(200)
    const { json } = await browser.get(ME)
    expect(json).toMatchObject({
      name: 'Ms cleo',
      email: 'cleo@shop.example',
      role: 'agent',
      signInWays: ['provider'],
      providerName: new URL(company.issuer).host,
    })
    expect(await signIn('cleo')).toBe(200)
    expect(await db.user.count()).toBe(1)
    expect(await audited()).toEqual([
      'agent.joined_by_provider',
      'agent.signed_in_by_provider',
      'agent.signed_in_by_provider',
    ])
    const [{ user_agent } = { user_agent: '' }] = await db.$queryRaw<{ user_agent: string }[]>`
      SELECT coalesce(user_agent, '') || coalesce(ip_address, '') AS user_agent FROM session`
    expect(user_agent).toBe('')
  })

  it('stores none of the provider’s tokens', async () => {
    await signIn('cleo')
    const account = await db.account.findFirstOrThrow()
    expect(account).toMatchObject({
      providerId: company.issuer,
      accountId: 'cleo',
      accessToken: null,
      refreshToken: null,
      idToken: null,
      password: null,
    })
  })

  it('creates one account for two concurrent first sign-ins', async () => {
    const browsers = [1, 2, 3].map(() => new TestBrowser('agent'))
    const answers = await Promise.all(
      browsers.map(async (browser) => company.signIn(await addressFor(browser), 'cleo')),
    )
    const outcomes = await Promise.all(
      browsers.map(async (browser, index) => outcome(await complete(browser, answers[index] ?? ''))),
    )
    expect(outcomes).toEqual([200, 200, 200])
    expect([await db.user.count(), await db.session.count()]).toEqual([1, 3])
  })

  it('uses the part before the @ as a name if the provider sends none', async () => {
    expect(await signIn('nameless')).toBe(200)
    expect((await db.user.findFirstOrThrow()).name).toBe('nora')
  })

  it('recognizes agents by the provider’s id, even after their address changes', async () => {
    await signIn('cleo')
    await db.user.updateMany({ data: { signInEmail: 'cleo@another.example' } })
    expect(await signIn('cleo')).toBe(200)
    expect(await db.user.count()).toBe(1)
  })

  it('refuses a deactivated agent, and reveals that to no one else', async () => {
    await signIn('cleo')
    await db.user.updateMany({ data: { deactivatedAt: new Date() } })
    expect(await signIn('cleo')).toBe('403 account_deactivated')
    expect(await db.session.count()).toBe(0)
    const { id } = await db.user.findFirstOrThrow()
    expect(await db.auditEntry.findFirst({ where: { action: 'sign_in.refused' } })).toMatchObject({
      actorId: null,
      subjectId: id,
    })
  })
})

describe('signing in without an account', () => {
  it.each(['mallory', 'subdomain', 'lookalike'])('refuses %s, whose domain is not allowed', async (sub) => {
    expect(await signIn(sub)).toBe('403 provider_stranger')
    expect([await db.user.count(), await db.session.count()]).toEqual([0, 0])
    expect(await audited()).toEqual(['sign_in.refused'])
  })

  it.each(['unverified', 'silent', 'addressless'])(
    'refuses %s, whose address the provider has not verified',
    async (sub) => {
      expect(await signIn(sub)).toBe('403 provider_email_unverified')
      expect(await db.user.count()).toBe(0)
      expect(await audited()).toEqual(['sign_in.refused'])
    },
  )

  it('refuses everyone who is not invited, if no domain is allowed', async () => {
    provideEnv({ ...env(), OIDC_ALLOWED_DOMAINS: undefined })
    expect(await signIn('cleo')).toBe('403 provider_stranger')
  })

  it('creates no agent before there is an admin', async () => {
    await emptyDatabase()
    expect(await signIn('cleo')).toBe('403 provider_stranger')
    expect(await db.user.count()).toBe(0)
  })

  it('audits at most sixty refusals an hour', async () => {
    await db.$executeRaw`INSERT INTO audit_entry (action) SELECT 'sign_in.refused' FROM generate_series(1, 59)`
    expect(await signIn('mallory')).toBe('403 provider_stranger')
    expect(await signIn('mallory')).toBe('403 provider_stranger')
    expect(await db.auditEntry.count()).toBe(60)
  })

  it('accepts an invitation to the same address, with its role', async () => {
    const olga = await adminBrowserAfterSetUp()
    await olga.post('/api/support/invitations', { role: 'admin', email: 'mallory@elsewhere.example' })
    const browser = new TestBrowser('agent')
    expect(await signIn('mallory', browser)).toBe(200)
    expect((await browser.get(ME)).json.role).toBe('admin')
    expect((await olga.get('/api/support/invitations')).json.data).toEqual([])
    expect(await audited()).toContain('invitation.accepted')
  })

  it('refuses an invitation that was revoked, has expired or is for another address', async () => {
    const olga = await adminBrowserAfterSetUp()
    const { json } = await olga.post('/api/support/invitations', {
      role: 'agent',
      email: 'mallory@elsewhere.example',
    })
    await olga.send('DELETE', `/api/support/invitations/${json.invitation.id}`)
    await olga.post('/api/support/invitations', { role: 'agent', email: 'another@elsewhere.example' })
    await olga.post('/api/support/invitations', { role: 'agent' })
    expect(await signIn('mallory')).toBe('403 provider_stranger')

    await olga.post('/api/support/invitations', { role: 'agent', email: 'mallory@elsewhere.example' })
    await db.invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } })
    expect(await signIn('mallory')).toBe('403 provider_stranger')
  })
})

/** {@link adminBrowser} sets the installation up itself. */
async function adminBrowserAfterSetUp(): Promise<TestBrowser> {
  await db.installation.update({ where: { id: 1 }, data: { setUpAt: null } })
  return adminBrowser()
}

describe('an account with a password', { timeout: 60_000 }, () => {
  it('is not opened by a matching address alone, and the response says how to connect it', async () => {
    await agentBrowser('Ada')
    expect(await signIn('ada')).toBe('403 provider_not_connected')
    const { id } = await db.user.findFirstOrThrow()
    expect(await db.auditEntry.findFirst()).toMatchObject({ action: 'sign_in.refused', subjectId: id })
    await db.user.updateMany({ data: { deactivatedAt: new Date() } })
    expect(await signIn('ada')).toBe('403 account_deactivated')
  })

  it('is connected by its agent with the password, and then opens until it is disconnected', async () => {
    const ada = await agentBrowser('Ada')
    expect((await ada.get(ME)).json).toMatchObject({ signInWays: ['password'] })
    expect(outcome(await ada.post(PROVIDER, { currentPassword: 'not the right one' }))).toBe(
      '403 wrong_password',
    )

    const { json } = await ada.post(PROVIDER, { currentPassword: password })
    // Even though the address differs there, or is not verified: they have proven both accounts.
    const done = await complete(ada, await company.signIn(json.address, 'unverified'))
    expect([done.status, done.json]).toEqual([200, { outcome: 'connected' }])
    expect((await ada.get(ME)).json.signInWays.sort()).toEqual(['password', 'provider'])
    expect(await signIn('unverified')).toBe(200)

    expect(outcome(await ada.post(`${PROVIDER}/off`, { currentPassword: 'not the right one' }))).toBe(
      '403 wrong_password',
    )
    expect(outcome(await ada.post(`${PROVIDER}/off`, { currentPassword: password }))).toBe(200)
    expect(await signIn('unverified')).toBe('403 provider_email_unverified')
    expect(await audited()).toEqual([
      'agent.connected_provider',
      'agent.signed_in_by_provider',
      'agent.disconnected_provider',
      'sign_in.refused',
    ])
  })

  it('signs in without its own second factor: the provider is trusted for that', async () => {
    const ada = await agentBrowser('Ada')
    const { json } = await ada.post(PROVIDER, { currentPassword: password })
    await complete(ada, await company.signIn(json.address, 'ada'))
    const { id: userId } = await db.user.findFirstOrThrow()
    await db.twoFactor.create({ data: { userId, key: new Uint8Array(48), enabledAt: new Date() } })
    expect(await signIn('ada')).toBe(200)
    const byPassword = await new TestBrowser('agent').post('/api/auth/sign-in/email', {
      email: 'ada@porchlight.test',
      password,
    })
    expect(outcome(byPassword)).toBe('401 second_factor_required')
  })

  it('cannot be connected to an identity in use, or to two', async () => {
    await signIn('cleo')
    const ada = await agentBrowser('Ada')
    const connectTo = async (sub: string) => {
      const { json } = await ada.post(PROVIDER, { currentPassword: password })
      return outcome(await complete(ada, await company.signIn(json.address, sub)))
    }
    expect(await connectTo('cleo')).toBe('409 provider_taken')
    expect(await connectTo('ada')).toBe(200)
    expect(await connectTo('ada')).toBe(200)
    expect(await connectTo('mallory')).toBe('409 provider_taken')
    expect(await db.account.count({ where: { user: { name: 'Ada' } } })).toBe(2)
  })

  it('is not connected in a browser in which its agent is not signed in', async () => {
    const ada = await agentBrowser('Ada')
    const { json } = await ada.post(PROVIDER, { currentPassword: password })
    const answer = await company.signIn(json.address, 'ada')
    const attempt = ada.cookies.get('porchlight_oidc')
    const stranger = new TestBrowser('agent', { headers: { cookie: `porchlight_oidc=${attempt}` } })
    expect(outcome(await complete(stranger, answer))).toBe('401 not_authenticated')
    expect(await db.account.count({ where: { accountId: 'ada' } })).toBe(0)
  })
})

describe('a callback that does not match this browser’s request', () => {
  it('is refused when its state is forged, missing or duplicated', async () => {
    const browser = new TestBrowser('agent')
    const forge = async (change: (answer: URLSearchParams) => void) => {
      const answer = new URLSearchParams(await company.signIn(await addressFor(browser), 'cleo'))
      change(answer)
      return outcome(await complete(browser, answer.toString()))
    }
    expect(await forge((answer) => answer.set('state', 'A'.repeat(43)))).toBe('400 provider_answer_stale')
    expect(await forge((answer) => answer.delete('state'))).toBe('400 provider_answer_stale')
    expect(await forge((answer) => answer.append('state', 'another'))).toBe('400 provider_answer_stale')
    expect(await forge((answer) => answer.set('iss', 'https://elsewhere.example'))).toBe(
      '400 provider_answer_stale',
    )
    expect(await db.user.count()).toBe(0)
  })

  it('is refused in another browser: a link with a stolen code does not sign in', async () => {
    const mallory = new TestBrowser('agent')
    const answer = await company.signIn(await addressFor(mallory), 'cleo')
    expect(outcome(await complete(new TestBrowser('agent'), answer))).toBe('400 provider_answer_stale')
    const victim = new TestBrowser('agent')
    await addressFor(victim)
    expect(outcome(await complete(victim, answer))).toBe('400 provider_answer_stale')
  })

  it('is accepted once: its code and its cookie are used up', async () => {
    const browser = new TestBrowser('agent')
    const answer = await company.signIn(await addressFor(browser), 'cleo')
    const attempt = browser.cookies.get('porchlight_oidc')
    expect(outcome(await complete(browser, answer))).toBe(200)
    expect(browser.cookies.get('porchlight_oidc')).toBe('')
    expect(outcome(await complete(browser, answer))).toBe('400 provider_answer_stale')
    const copied = new TestBrowser('agent', { headers: { cookie: `porchlight_oidc=${attempt}` } })
    expect(outcome(await complete(copied, answer))).toBe('400 provider_answer_stale')
    expect(await db.session.count()).toBe(1)
  })

  it('is refused after ten minutes, and with a forged cookie', async () => {
    const browser = new TestBrowser('agent')
    const answer = await company.signIn(await addressFor(browser), 'cleo')
    const attempt = browser.cookies.get('porchlight_oidc') ?? ''
    const changed = `${attempt.slice(0, -4)}AAAA`
    for (const cookie of [changed, 'AAAA', '%00', attempt.slice(0, 20)]) {
      const forger = new TestBrowser('agent', { headers: { cookie: `porchlight_oidc=${cookie}` } })
      expect(outcome(await complete(forger, answer))).toBe('400 provider_answer_stale')
    }
    const now = Date.now
    Date.now = () => now() + 11 * 60 * 1_000
    try {
      expect(outcome(await complete(browser, answer))).toBe('400 provider_answer_stale')
    } finally {
      Date.now = now
    }
  })

  it.each([
    ['nonce', 'A'.repeat(43)],
    ['code_challenge', 'A'.repeat(43)],
    ['client_id', OTHER_CLIENT_ID],
  ])('is refused when it was issued for another %s', async (name, value) => {
    const browser = new TestBrowser('agent')
    const address = new URL(await addressFor(browser))
    address.searchParams.set(name, value)
    const answer = await company.signIn(address.href, 'cleo')
    expect(outcome(await complete(browser, answer))).toBe('400 provider_answer_stale')
    expect([await db.user.count(), await db.session.count()]).toEqual([0, 0])
  })

  it('is refused when the person cancelled', async () => {
    expect(await signIn(null)).toBe('403 provider_refused')
  })

  it.each([
    ['an empty one', { answer: '' }, 'validation_failed'],
    ['a long one', { answer: 'x'.repeat(8_193) }, 'validation_failed'],
    ['one with a character that cannot be stored', { answer: 'a\u0000b' }, 'invalid_character'],
    ['one with extra fields', { answer: '?code=1', next: 'https://evil.example' }, 'validation_failed'],
    ['a forged one', { answer: '?code=1&state=2' }, 'provider_answer_stale'],
  ])('is refused as %s', async (_, body, code) => {
    expect(outcome(await new TestBrowser('agent').post(COMPLETE, body))).toBe(`400 ${code}`)
  })
})

it('is absent without its settings, and the library is not loaded', async () => {
  provideEnv(settings)
  const browser = new TestBrowser('agent')
  expect(outcome(await browser.post(BEGIN, {}))).toBe('404 not_found')
  expect(outcome(await browser.post(COMPLETE, { answer: '?code=1' }))).toBe('404 not_found')
  const ada = await agentBrowser('Ada')
  expect((await ada.get(ME)).json.providerName).toBeNull()
  expect(outcome(await ada.post(PROVIDER, { currentPassword: password }))).toBe('404 not_found')
  expect(outcome(await ada.post(`${PROVIDER}/off`, { currentPassword: password }))).toBe('404 not_found')
})

it.each([
  'sign-in/social',
  'sign-in/oauth2',
  'oauth2/link',
  'link-social',
  'unlink-account',
  'open-session',
  'callback/oidc',
])('leaves /api/auth/%s closed', async (path) => {
  const answer = await new TestBrowser('agent').post(`/api/auth/${path}`, {
    provider: 'oidc',
    userId: crypto.randomUUID(),
  })
  expect(outcome(answer)).toBe('404 not_found')
})

it('counts attempts by network, in the same window as passwords', async () => {
  provideEnv({ ...env(), LIMIT_SIGN_INS_PER_NETWORK: 3 })
  const browser = new TestBrowser('agent')
  for (let count = 0; count < 3; count++) expect(outcome(await browser.post(BEGIN, {}))).toBe(200)
  expect(outcome(await browser.post(BEGIN, {}))).toBe('429 rate_limited')
  expect(outcome(await browser.post(COMPLETE, { answer: '?code=1' }))).toBe('429 rate_limited')
})
