import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { agentBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { freePort } from '@/tests/free-port'
import { type Liar, type Lies, startLiar } from './liar'

const BEGIN = '/api/support/provider-sign-in'
const COMPLETE = `${BEGIN}/complete`
/** Less than browsers wait for a response. */
const PATIENCE_MS = 12_000

let liar: Liar
let nonce = ''
const settings = env()
beforeEach(async () => {
  liar = await startLiar(() => nonce)
  configure(liar.issuer)
  await emptyDatabase()
  await db.installation.update({ where: { id: 1 }, data: { setUpAt: new Date() } })
})
afterEach(async () => {
  provideEnv(settings)
  await liar.close()
})

function configure(issuer: string): void {
  provideEnv({
    ...settings,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'porchlight',
    OIDC_CLIENT_SECRET: 'a secret of no importance',
    OIDC_ALLOWED_DOMAINS: ['shop.example'],
    PUBLIC_URL: 'http://localhost:3000',
  })
}

type Answer = { status: number; json: { error?: { code: string } } }
const outcome = ({ status, json }: Answer) => (status === 200 ? 200 : `${status} ${json.error?.code}`)

async function signIn(lies: Lies = {}): Promise<string | 200> {
  liar.tell(lies)
  const browser = new TestBrowser('agent')
  const begun = await browser.post(BEGIN, {})
  if (begun.status !== 200) return outcome(begun)
  const { searchParams } = new URL(begun.json.address)
  nonce = searchParams.get('nonce') ?? ''
  return outcome(await browser.post(COMPLETE, { answer: `?code=code&state=${searchParams.get('state')}` }))
}

it('accepts the liar while it tells the truth', async () => {
  expect(await signIn()).toBe(200)
})

describe('an ID token', () => {
  const hour = 3_600
  const now = Math.floor(Date.now() / 1_000)
  it.each<[string, Lies, string]>([
    ['for another nonce', { claims: { nonce: 'another' } }, '400 provider_answer_stale'],
    ['without a nonce', { claims: { nonce: undefined } }, '503 provider_unavailable'],
    ['for another audience', { claims: { aud: 'another-app' } }, '400 provider_answer_stale'],
    [
      'for two audiences, with another as the authorized party',
      { claims: { aud: ['porchlight', 'another-app'], azp: 'another-app' } },
      '400 provider_answer_stale',
    ],
    ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }, '400 provider_answer_stale'],
    ['that has expired', { claims: { exp: now - hour } }, '503 provider_unavailable'],
    ['that is not valid yet', { claims: { nbf: now + hour } }, '503 provider_unavailable'],
    ['without a subject', { claims: { sub: undefined } }, '503 provider_unavailable'],
    ['with an oversized subject', { claims: { sub: 'x'.repeat(256) } }, '503 provider_unavailable'],
    ['signed with another key', { signsWithAnotherKey: true }, '503 provider_unavailable'],
    ['that is invalid', { idToken: 'none' }, '503 provider_unavailable'],
    [
      'without a signature',
      { idToken: `${encoded({ alg: 'none' })}.${encoded({ sub: 'cleo', aud: 'porchlight' })}.` },
      '503 provider_unavailable',
    ],
  ])('%s does not sign in', async (_, lies, refused) => {
    expect(await signIn(lies)).toBe(refused)
    expect([await db.user.count(), await db.session.count()]).toEqual([0, 0])
  })

  it.each<[string, unknown]>([
    ['the text "true"', 'true'],
    ['1', 1],
    ['false', false],
  ])('that says %s for a verified address does not create an agent', async (_, email_verified) => {
    expect(await signIn({ claims: { email_verified } })).toBe('403 provider_email_unverified')
  })

  it.each(['cleo@shop.example@evil.example', 'cleo', ' ', 'x'.repeat(400)])(
    'with the address %j does not create an agent',
    async (email) => {
      expect(await signIn({ claims: { email } })).toMatch(/^403 provider_(email_unverified|stranger)$/)
      expect(await db.user.count()).toBe(0)
    },
  )

  function encoded(part: object): string {
    return Buffer.from(JSON.stringify(part)).toString('base64url')
  }
})

describe('a provider with invalid responses', () => {
  const pages = ['description', 'token', 'keys'] as const
  const nonsense: [string, NonNullable<NonNullable<Lies['answers']>['token']>][] = [
    ['a page', (response) => response.setHeader('content-type', 'text/html').end('<h1>Busy</h1>')],
    ['half of JSON', (response) => response.setHeader('content-type', 'application/json').end('{"issuer":')],
    ['a list', (response) => response.setHeader('content-type', 'application/json').end('[]')],
    ['an error', (response) => response.writeHead(500).end()],
    ['nothing', (response) => response.writeHead(204).end()],
    ['another address', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a broken connection', (response) => response.destroy()],
    ['an endless response', (response) => writeForever(response)],
  ]
  it.each(pages.flatMap((page) => nonsense.map(([what, lie]) => [page, what, lie] as const)))(
    'as its %s: %s',
    async (page, _, lie) => {
      expect(await signIn({ answers: { [page]: lie } })).toBe('503 provider_unavailable')
      expect(await db.user.count()).toBe(0)
    },
  )

  it.each([
    ['another issuer', { issuer: 'https://elsewhere.example' }],
    ['a script as its authorization endpoint', { authorization_endpoint: 'javascript:alert(1)' }],
    ['no authorization endpoint', { authorization_endpoint: undefined }],
    ['no token endpoint', { token_endpoint: undefined }],
    ['no keys', { jwks_uri: undefined }],
  ])('that names %s', async (_, description) => {
    expect(await signIn({ description })).toBe('503 provider_unavailable')
  })

  function writeForever(response: Parameters<NonNullable<NonNullable<Lies['answers']>['token']>>[0]): void {
    response.setHeader('content-type', 'application/json')
    const chunk = ' '.repeat(64 * 1024)
    const write = () => !response.destroyed && response.write(chunk, write)
    write()
  }
})

describe('a provider that is unreachable', { timeout: 60_000 }, () => {
  it('is reported, and passwords keep working', async () => {
    configure(`http://127.0.0.1:${await freePort()}`)
    expect(await signIn()).toBe('503 provider_unavailable')
    expect((await (await agentBrowser('Ada')).get('/api/support/agents/me')).status).toBe(200)
  })

  it('is waited for a few seconds when it is silent; passwords keep working meanwhile and afterwards', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    try {
      await new Promise((resolve) => silent.once('listening', resolve))
      configure(`http://127.0.0.1:${(silent.address() as { port: number }).port}`)
      const startedAt = Date.now()
      const waiting = Promise.all(
        Array.from({ length: 6 }, async () => outcome(await new TestBrowser('agent').post(BEGIN, {}))),
      )
      const ada = await agentBrowser('Ada')
      expect((await ada.get('/api/support/agents/me')).status).toBe(200)
      expect(Date.now() - startedAt).toBeLessThan(4_000)
      expect(new Set(await waiting)).toEqual(new Set(['503 provider_unavailable']))
      expect(Date.now() - startedAt).toBeLessThan(PATIENCE_MS)
    } finally {
      silent.close()
    }
  })

  it.each(['token', 'keys'] as const)('is not waited for longer when its %s never comes', async (page) => {
    const startedAt = Date.now()
    expect(await signIn({ answers: { [page]: () => {} } })).toBe('503 provider_unavailable')
    expect(Date.now() - startedAt).toBeLessThan(PATIENCE_MS)
  })

  it('is not queried again for each anonymous press of the button', async () => {
    liar.tell({ answers: { description: (response) => response.writeHead(500).end() } })
    for (let count = 0; count < 5; count++)
      expect(outcome(await new TestBrowser('agent').post(BEGIN, {}))).toBe('503 provider_unavailable')
    expect(liar.asked()).toBe(1)
  })
})
