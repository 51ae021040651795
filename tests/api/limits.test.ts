import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Side } from '@/contract/log/message'
import { db } from '@/server/database/db'
import { forgetAdmissions } from '@/server/http/limits/admission'
import { processWide } from '@/server/process-wide'
import { type Env, env, provideEnv } from '@/server/settings/env'
import { forgetSites } from '@/server/sites/sites'
import { adminBrowser, TestBrowser, type TestResponse, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { createSecret, IDENTITY, newStart, setPolicy, sign } from '@/tests/identity/people'
import { type RunningServer, startServer } from '@/tests/running-server'
import { hashOfAllRows } from '@/tests/safety/rows'

const CONVERSATIONS = '/api/support/conversations'
const PROXY = '127.0.0.1'

let server: RunningServer
let usual: Env
beforeAll(async () => {
  server = await startServer({ TRUSTED_PROXIES: [PROXY] })
  usual = env()
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)
beforeEach(forgetMemory)
// Buckets do not refill during a test, however slow the machine is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())
afterEach(() => provideEnv(usual))

describe('messages', () => {
  it('pass at a fast typist’s pace, then at the limit’s, and repeats lose none', async () => {
    limitTo({ LIMIT_MESSAGES_PER_VISITOR: 10 })
    const { browser, conversationId } = await visitorBrowser('1')
    for (let number = 2; number <= 10; number += 1)
      await expectStatus(say(browser, conversationId, number), 201)

    const refused = await say(browser, conversationId, 11)
    expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limited'])
    const retryAfter = Number(refused.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(60)
    expect(await db.message.count()).toBe(10)
    await expectStatus(say(browser, conversationId, 10), 200)

    // The oldest leaves the window, which makes room for exactly one more.
    await db.message.updateMany({
      where: { sequence: 1 },
      data: { createdAt: new Date(Date.now() - 61_000) },
    })
    await expectStatus(say(browser, conversationId, 11), 201)
    await expectStatus(say(browser, conversationId, 12), 429)
  })

  it('of one visitor are counted across all their conversations', async () => {
    limitTo({ LIMIT_MESSAGES_PER_VISITOR: 3 })
    const { browser, conversationId } = await visitorBrowser('1')
    const start = (number: number) =>
      browser.post(CONVERSATIONS, {
        clientConversationId: crypto.randomUUID(),
        message: { clientMessageId: `message-${number}`, content: 'hi' },
      })
    const second = await start(2)
    await expectStatus(say(browser, second.json.conversationId, 3), 201)

    await expectStatus(say(browser, conversationId, 4), 429)
    await expectStatus(start(5), 429)
    expect(await db.conversation.count()).toBe(2)
  })

  it('of one conversation are limited for the visitor, never for agents', async () => {
    limitTo({ LIMIT_MESSAGES_PER_CONVERSATION: 5 })
    const { browser, conversationId } = await visitorBrowser('1')
    const ada = await adminBrowser()
    for (let number = 2; number <= 8; number += 1) await expectStatus(say(ada, conversationId, number), 201)
    await expectStatus(say(browser, conversationId, 9), 429)
    await expectStatus(say(ada, conversationId, 10), 201)
  })

  it('of others do not count, and a foreign conversation stays unknown', async () => {
    limitTo({ LIMIT_MESSAGES_PER_VISITOR: 1 })
    const vera = await visitorBrowser('1')
    const victor = await visitorBrowser('1')
    await expectStatus(say(vera.browser, vera.conversationId, 2), 429)
    await expectStatus(say(vera.browser, victor.conversationId, 2), 404)
  })
})

describe('an address', () => {
  it('can be shared by an office of fifty', { timeout: 120_000 }, async () => {
    for (let batch = 0; batch < 10; batch += 1) {
      const statuses = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const { browser, conversationId } = await visitorBrowser('hello', reachFrom('203.0.113.7'))
          return (await say(browser, conversationId, 1)).status
        }),
      )
      expect(statuses).toEqual([201, 201, 201, 201, 201])
    }
  })

  it('is still limited, within a process and after a restart', async () => {
    // The start included the first message.
    limitTo({ LIMIT_MESSAGES_PER_NETWORK: 5 })
    const { browser, conversationId } = await visitorBrowser('hi', reachFrom('203.0.113.8'))
    for (let number = 1; number <= 4; number += 1)
      await expectStatus(say(browser, conversationId, number), 201)
    const refused = await say(browser, conversationId, 5)
    expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)

    await db.rateLimitWindow.updateMany({ where: { key: { startsWith: 'message:' } }, data: { count: 5 } })
    forgetMemory()
    await expectStatus(say(browser, conversationId, 6), 429)
  })

  it('is charged for what was stored, not for refused or repeated requests', async () => {
    limitTo({ LIMIT_MESSAGES_PER_NETWORK: 20, LIMIT_MESSAGES_PER_VISITOR: 10 })
    const vera = await visitorBrowser('hi', reachFrom('203.0.113.20'))
    const victor = await visitorBrowser('hi', reachFrom('203.0.113.20'))
    const statuses = []
    for (let number = 1; number <= 40; number += 1)
      statuses.push((await say(vera.browser, vera.conversationId, number % 15)).status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(9)

    for (let number = 1; number <= 9; number += 1)
      await expectStatus(say(victor.browser, victor.conversationId, number), 201)
  })

  it('whose window started while a clock was ahead is locked out for one window at most', async () => {
    limitTo({ LIMIT_CONVERSATIONS_PER_NETWORK: 1 })
    const start = () =>
      from('203.0.113.21').post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
    await expectStatus(start(), 201)
    const inTenHours = new Date(Date.now() + 10 * 60 * 60 * 1000)
    await db.rateLimitWindow.updateMany({ data: { expiresAt: inTenHours } })

    const refused = await start()
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(61)
  })

  it('is the same in every IPv6 notation, and /64 wide', async () => {
    limitTo({ LIMIT_CONVERSATIONS_PER_NETWORK: 3 })
    const forms = [
      '2001:db8:1:2::1',
      '2001:0DB8:0001:0002:ffff::9',
      '[2001:db8:1:2:a:b:c:d]:443',
      '2001:db8:1:2::2',
    ]
    const statuses = []
    for (const address of [...forms, '2001:db8:1:3::1']) {
      const { status } = await from(address).post(CONVERSATIONS, {
        clientConversationId: crypto.randomUUID(),
      })
      statuses.push(status)
    }
    expect(statuses).toEqual([201, 201, 201, 429, 201])
  })

  it('is limited per hour too, for known visitors as for new ones', async () => {
    limitTo({ LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY: 3 })
    const reach = reachFrom('203.0.113.22')
    const { browser } = await visitorBrowser('hi', reach)
    const start = (by: TestBrowser) => by.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
    await expectStatus(start(browser), 201)
    await expectStatus(start(new TestBrowser('visitor', reach)), 201)

    const refused = await start(browser)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    await expectStatus(start(new TestBrowser('visitor', reach)), 429)
    await expectStatus(start(from('203.0.113.23')), 201)
  })

  it('is stored only as a hash', async () => {
    await from('203.0.113.9').post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
    const keys = (await db.rateLimitWindow.findMany()).map(({ key }) => key)
    expect(keys.filter((key) => /^startFromNetwork(InAnHour)?:[\w-]{22}$/.test(key))).toHaveLength(2)
    // The site's counter is not about an address.
    expect(keys.filter((key) => key.endsWith(`:${SITE_ID}`))).toHaveLength(2)
    expect(keys).toHaveLength(4)
  })
})

describe('one visitor', () => {
  const rename = (browser: TestBrowser, conversationId: string, number: number) =>
    browser.patch(`${CONVERSATIONS}/${conversationId}`, { visitor: { name: `Vera ${number}` } })
  const read = (browser: TestBrowser, conversationId: string) =>
    browser.put(`${CONVERSATIONS}/${conversationId}/read-position`, { sequence: 1 })
  const look = (browser: TestBrowser, conversationId: string) =>
    browser.get(`${CONVERSATIONS}/${conversationId}`)
  const list = (browser: TestBrowser) => browser.get(CONVERSATIONS)
  const token = (browser: TestBrowser) => browser.get('/api/ably/auth')

  it.each([
    ['changes', { LIMIT_CHANGES_PER_VIEWER: 1 }, rename],
    ['read positions', { LIMIT_CHANGES_PER_VIEWER: 1 }, read],
    ['reads of a conversation', { LIMIT_READS_PER_VIEWER: 1 }, look],
    ['lists', { LIMIT_READS_PER_VIEWER: 1 }, list],
    ['realtime tokens', { LIMIT_TOKENS_PER_VIEWER: 1 }, token],
  ])('has a limit for %s, separate from their neighbour’s', async (_what, limit, ask) => {
    const vera = await visitorBrowser('hi', reachFrom('203.0.113.30'))
    const victor = await visitorBrowser('hi', reachFrom('203.0.113.30'))
    await list(vera.browser)
    await list(victor.browser)
    limitTo(limit)
    forgetMemory()
    const first = await ask(vera.browser, vera.conversationId, 1)
    const limited = await ask(vera.browser, vera.conversationId, 2)

    expect([first.status, limited.status, limited.json.error.code]).toEqual([200, 429, 'rate_limited'])
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(victor.browser, victor.conversationId, 1)).status).toBe(200)
  })

  it('may send sixty changes at once without keeping another visitor or an agent waiting', {
    timeout: 120_000,
  }, async () => {
    const vera = await visitorBrowser('hi', reachFrom('203.0.113.31'))
    const victor = await visitorBrowser('hi', reachFrom('203.0.113.31'))
    const olga = await adminBrowser()
    await list(olga)
    const answered: string[] = []
    const flood = Array.from({ length: 60 }, async (_, number) => {
      const { status } = await rename(vera.browser, vera.conversationId, number)
      answered.push('Vera')
      return status
    })
    const others = [say(victor.browser, victor.conversationId, 1), list(olga)].map(async (answer) => {
      const { status } = await answer
      answered.push('others')
      return status
    })

    expect(await Promise.all(others)).toEqual([201, 200])
    for (const status of await Promise.all(flood)) expect([200, 429, 503]).toContain(status)
    // All that can be asserted about the order: they did not wait for the end of the flood.
    expect(answered.lastIndexOf('others')).toBeLessThan(40)
  })
})

describe('a site', () => {
  const start = (by: TestBrowser, more: object = {}) =>
    by.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID(), ...more })

  it.each([
    ['minute', { LIMIT_CONVERSATIONS_PER_SITE: 3 }],
    ['hour', { LIMIT_CONVERSATIONS_PER_SITE_HOURLY: 3 }],
  ])(
    'accepts so many new visitors a %s from everywhere, and its known visitors regardless',
    async (_, limit) => {
      limitTo(limit)
      const shop = await createSite('shop0001')
      const headers = { 'porchlight-site': shop.key }
      const { browser: known } = await visitorBrowser('hi', reachFrom('203.0.113.40'))
      for (const number of [41, 42]) await expectStatus(start(from(`203.0.113.${number}`)), 201)
      const refused = await start(from('203.0.113.43'))
      expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limited'])
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await db.user.count()).toBe(3)
      await expectStatus(start(known), 201)
      const elsewhere = await from('203.0.113.43').post(CONVERSATIONS, {}, { headers })
      expect(elsewhere.status).toBe(201)
    },
  )

  it('accepts so many messages a minute, from known visitors too, except from those for whom it vouches', async () => {
    const site = { id: SITE_ID, key: SITE_KEY }
    const secret = await createSecret(SITE_ID)
    await setPolicy(SITE_ID, { identity: 'optional' })
    limitTo({ LIMIT_MESSAGES_PER_SITE: 4 })
    const shop = await createSite('shop0001')
    const vera = await visitorBrowser('hi', reachFrom('203.0.113.50'))
    const victor = await visitorBrowser('hi', reachFrom('203.0.113.51'))
    const reach = reachFrom('203.0.113.50')
    const headers = { ...reach.headers, 'porchlight-site': shop.key }
    const elsewhere = await visitorBrowser('hi', { ...reach, headers })
    await expectStatus(say(vera.browser, vera.conversationId, 1), 201)
    await expectStatus(say(vera.browser, vera.conversationId, 1), 200)
    await expectStatus(say(victor.browser, victor.conversationId, 1), 201)

    const refused = await say(victor.browser, victor.conversationId, 2)
    expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await expectStatus(from('203.0.113.52').post(CONVERSATIONS, newStart()), 429)
    await expectStatus(say(elsewhere.browser, elsewhere.conversationId, 1), 201)

    const wanda = from('203.0.113.53')
    await expectStatus(wanda.post(IDENTITY, { token: await sign(secret.value, site) }), 200)
    const { status, json } = await wanda.post(CONVERSATIONS, newStart())
    expect(status).toBe(201)
    await expectStatus(say(wanda, json.conversationId, 1), 201)

    // It is in the database, so a restart or another process does not reset it.
    await db.rateLimitWindow.updateMany({ where: { key: `messageOnSite:${SITE_ID}` }, data: { count: 4 } })
    forgetMemory()
    await expectStatus(say(vera.browser, vera.conversationId, 2), 429)
  })

  it.each([
    ['identity calls', 'LIMIT_CHANGES_PER_NETWORK', IDENTITY, { token: 'a.b.c' }],
    ['reads', 'LIMIT_READS_PER_NETWORK', CONVERSATIONS, undefined],
  ])('has a share of all %s, and leaves the others theirs', async (_, setting, path, body) => {
    limitTo({ [setting]: 6 })
    const shop = await createSite('shop0001')
    const call = (number: number, headers: Record<string, string> = {}) =>
      from(`203.0.113.${number}`).send(body ? 'POST' : 'GET', path, { headers, body })
    // A third of the share per minute may be used at once.
    const statuses = []
    for (let number = 60; number < 71; number += 1)
      statuses.push((await call(number, number % 2 ? { 'porchlight-site': SITE_KEY } : {})).status)
    expect([statuses.slice(0, 10).filter((status) => status === 429), statuses[10]]).toEqual([[], 429])
    const refused = await call(71)
    expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)

    expect((await call(72, { 'porchlight-site': shop.key })).status).not.toBe(429)
    const unknown = await call(73, { 'porchlight-site': 'pk_unknown' })
    expect(unknown.json.error.code, 'counts for no site').toBe('unknown_site')
  })

  it('may use the whole overall limit while no other site is active', async () => {
    limitTo({ LIMIT_READS_PER_NETWORK: 6 })
    const shop = await createSite('shop0001')
    await db.site.update({ where: { id: shop.id }, data: { isActive: false } })
    forgetSites()
    // A third of the limit per minute may be used at once: 20 calls, of which 10 would be the site's share.
    const codes = []
    for (let number = 80; number < 101; number += 1)
      codes.push((await from(`203.0.113.${number}`).get(CONVERSATIONS)).json.error.code)
    expect(codes).toEqual([...Array(20).fill('not_authenticated'), 'unavailable'])

    await db.site.update({ where: { id: shop.id }, data: { isActive: true } })
    forgetSites()
    forgetAdmissions()
    const shared = []
    for (let number = 80; number < 91; number += 1)
      shared.push((await from(`203.0.113.${number}`).get(CONVERSATIONS)).json.error.code)
    expect(shared).toEqual([...Array(10).fill('not_authenticated'), 'rate_limited'])
  })

  it('refuses new visitors who fill in the honeypot, or are faster than people', async () => {
    const before = await hashOfAllRows()
    const trapped = await start(from('203.0.113.44'), { website: 'https://pills.example' })
    expect([trapped.status, trapped.json.error.code]).toEqual([403, 'looks_automated'])
    const hasty = await start(from('203.0.113.44'), { openedForMs: 999 })
    expect([hasty.status, hasty.json.error.code, hasty.headers.get('retry-after')]).toEqual([
      429,
      'too_fast',
      '1',
    ])
    expect(await hashOfAllRows()).toBe(before)
    expect(await db.rateLimitWindow.count()).toBe(0)

    const person = from('203.0.113.44')
    await expectStatus(start(person, { website: '', openedForMs: 1_000 }), 201)
    // Known visitors are not checked again.
    await expectStatus(start(person, { website: 'https://vera.example', openedForMs: 0 }), 201)
  })

  it('counts what it refuses against the sender’s network', async () => {
    limitTo({ LIMIT_CONVERSATIONS_PER_NETWORK: 20 })
    const statuses = []
    for (let number = 0; number < 14; number += 1)
      statuses.push((await start(from('203.0.113.45'), { website: 'x' })).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([403, 429])
    await expectStatus(start(from('203.0.113.46')), 201)
  })
})

describe('a forwarded address', () => {
  const start = (browser: TestBrowser) =>
    browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })

  it('counts only from a trusted proxy', async () => {
    const open = await startServer({ TRUSTED_PROXIES: undefined })
    limitTo({ LIMIT_CONVERSATIONS_PER_NETWORK: 3 })
    const headers = (number: number) => ({
      'x-forwarded-for': `203.0.113.${number}`,
      forwarded: `for=203.0.113.${number}`,
      'x-real-ip': `203.0.113.${number}`,
      'porchlight-peer': `203.0.113.${number}`,
    })
    const statuses = []
    for (let number = 1; number <= 5; number += 1) {
      const browser = new TestBrowser('visitor', { ...open.reach, headers: headers(number) })
      statuses.push((await start(browser)).status)
    }
    await open.stop()
    expect(statuses).toEqual([201, 201, 201, 429, 429])
  })

  it('is read from our side outwards, past what the client prepended', async () => {
    limitTo({ LIMIT_CONVERSATIONS_PER_NETWORK: 2 })
    const statuses = []
    for (const invented of ['198.51.100.1', '198.51.100.2', PROXY, 'nonsense', ''])
      statuses.push((await start(from(`${invented}, 203.0.113.10`))).status)
    expect(statuses).toEqual([201, 201, 429, 429, 429])
  })

  it('comes with the called host, which a client cannot set', async () => {
    limitTo({ ALLOWED_HOSTS: ['chat.example.com'] })
    const origin = 'https://chat.example.com'
    const headers = { origin, 'x-forwarded-host': 'chat.example.com' }
    const trusted = new TestBrowser('visitor', { ...server.reach, headers })
    expect((await start(trusted)).status).toBe(201)

    const open = await startServer({ TRUSTED_PROXIES: undefined })
    const stranger = await start(new TestBrowser('visitor', { ...open.reach, headers }))
    await open.stop()
    expect([stranger.status, stranger.json.error.code]).toEqual([403, 'csrf'])
  })
})

describe('signing in', () => {
  const tryOnce = (email: string, headers: Record<string, string> = {}, password = 'wrong wrong') =>
    new TestBrowser('agent', { ...server.reach, headers }).post('/api/auth/sign-in/email', {
      email,
      password,
    })

  it('is limited per account, and colleagues can still sign in', {
    timeout: 60_000,
  }, async () => {
    limitTo({ LIMIT_SIGN_INS_PER_ACCOUNT: 3 })
    const olga = 'olga@porchlight.test'
    await adminBrowser(reachFrom('203.0.113.11'))
    const statuses = []
    for (let number = 1; number <= 5; number += 1)
      statuses.push(
        (await tryOnce(olga, { 'x-forwarded-for': '203.0.113.12', 'user-agent': `${number}` })).status,
      )
    expect(statuses).toEqual([401, 401, 401, 429, 429])

    const limited = await tryOnce(olga.toUpperCase(), { 'x-forwarded-for': '203.0.113.12' })
    expect([limited.status, Number(limited.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await tryOnce('ada@porchlight.test', { 'x-forwarded-for': '203.0.113.12' })).status).toBe(401)
    const elsewhere = await tryOnce(olga, { 'x-forwarded-for': '203.0.113.13' }, 'correct horse battery')
    expect(elsewhere.status).toBe(200)
  })

  it('is limited per hour from everywhere, but not for a browser that has signed in before', {
    timeout: 60_000,
  }, async () => {
    const olga = 'olga@porchlight.test'
    const known = await adminBrowser(reachFrom('203.0.113.40'))
    limitTo({ LIMIT_SIGN_INS_PER_ACCOUNT_HOURLY: 3 })
    const statuses = []
    for (let number = 1; number <= 5; number += 1)
      statuses.push((await tryOnce(olga, { 'x-forwarded-for': `2001:db8:${number}::1` })).status)
    expect(statuses).toEqual([401, 401, 429, 429, 429])

    const body = { email: olga, password: 'correct horse battery' }
    expect((await known.post('/api/auth/sign-in/email', body)).status).toBe(200)
    const forged = { cookie: 'porchlight_device=AAAA.BBBB', 'x-forwarded-for': '203.0.113.41' }
    expect((await tryOnce(olga, forged, body.password)).status).toBe(429)
    // That browser's cookie is good for one account only.
    const cookie = `porchlight_device=${known.cookies.get('porchlight_device')}`
    const ada = 'ada@porchlight.test'
    const others = []
    for (let number = 1; number <= 4; number += 1)
      others.push((await tryOnce(ada, { cookie, 'x-forwarded-for': `203.0.113.5${number}` })).status)
    expect(others).toEqual([401, 401, 401, 429])
  })

  it('is limited per address across all accounts', { timeout: 60_000 }, async () => {
    limitTo({ LIMIT_SIGN_INS_PER_NETWORK: 3 })
    const statuses = []
    for (let number = 1; number <= 6; number += 1)
      statuses.push(
        (await tryOnce(`a${number}@porchlight.test`, { 'x-forwarded-for': '203.0.113.14' })).status,
      )
    expect(statuses).toEqual([401, 401, 401, 429, 429, 429])
  })
})

function limitTo(settings: Partial<Env>): void {
  provideEnv({ ...env(), ...settings })
}

/** Clears the counters that a process loses when it ends. */
function forgetMemory(): void {
  processWide('network-meters', () => new Map()).clear()
  forgetAdmissions()
}

/** An anonymous caller whose requests a trusted proxy forwards from this address. */
function from(address: string, side: Side = 'visitor'): TestBrowser {
  return new TestBrowser(side, reachFrom(address))
}

function reachFrom(address: string) {
  return { ...server.reach, headers: { 'x-forwarded-for': address } }
}

function say(browser: TestBrowser, conversationId: string, number: number): Promise<TestResponse> {
  const body = { clientMessageId: `message-${number}`, content: 'hi' }
  return browser.post(`${CONVERSATIONS}/${conversationId}/messages`, body)
}

async function expectStatus(answer: Promise<TestResponse>, status: number): Promise<void> {
  expect((await answer).status).toBe(status)
}
