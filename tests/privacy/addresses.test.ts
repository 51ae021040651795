import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { db } from '@/server/database/db'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { dumpDatabase } from '@/tests/dump'
import { type RunningServer, startServer } from '@/tests/running-server'

const CONVERSATIONS = '/api/support/conversations'
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.7204.92 Safari/537.36'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ TRUSTED_PROXIES: ['127.0.0.1'] })
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)

it('stores no IP addresses of visitors and agents, and only the names of their browsers', {
  timeout: 60_000,
}, async () => {
  const from = (address: string) => ({
    ...server.reach,
    headers: { 'x-forwarded-for': address, 'user-agent': userAgent },
  })
  const { browser, conversationId } = await visitorBrowser('Hello?', from('203.0.113.77'))
  const other = await visitorBrowser('Hello again', from('2001:db8:85a3:8d3:1319:8a2e:370:7348'))
  for (const visitor of [browser, other.browser]) {
    await visitor.get('/api/ably/auth')
    await visitor.put(`${CONVERSATIONS}/${conversationId}/read-position`, { sequence: 1 })
  }
  await browser.post(CONVERSATIONS, {
    clientConversationId: crypto.randomUUID(),
    pageUrl: 'https://shop.example/orders?token=abc#top',
    referrer: 'https://search.example/?q=my+illness#result',
  })
  const admin = await adminBrowser(from('198.51.100.24'))
  await admin.post(`${CONVERSATIONS}/${conversationId}/messages`, {
    clientMessageId: crypto.randomUUID(),
    content: 'Hi.',
  })
  const stranger = new TestBrowser('agent', from('2001:db8:aaaa:bbbb::1'))
  const guess = { email: 'olga@porchlight.test', password: 'wrong wrong wrong' }
  expect((await stranger.post('/api/auth/sign-in/email', guess)).status).toBe(401)
  const eve = { name: 'Eve', email: 'eve@porchlight.test', password: 'wrong wrong', token: 'guessed' }
  expect((await stranger.post('/api/setup', eve)).status).toBe(409)

  const dump = await dumpDatabase()

  expect(await db.rateLimitWindow.count()).toBeGreaterThan(3)
  expect(addressesIn(dump)).toEqual([])
  const text = [...dump.values()].join('\n')
  expect(text).not.toMatch(/Mozilla|AppleWebKit|token=abc|my\+illness/)
  expect(await db.session.findMany({ select: { ipAddress: true, userAgent: true } })).toEqual([
    { ipAddress: null, userAgent: 'Chrome 156 on Linux' },
  ])
  expect(await db.conversation.findFirst({ where: { referrer: { not: null } } })).toMatchObject({
    pageUrl: 'https://shop.example/orders',
    referrer: 'https://search.example/',
    browser: 'Chrome 156 on Linux',
  })
})

it.each(['203.0.113.77', '2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8::1', '::ffff:203.0.113.77'])(
  'would have found %s',
  async (address) => {
    await db.rateLimitWindow.create({ data: { key: `x:${address}`, count: 1, expiresAt: new Date() } })
    expect(addressesIn(await dumpDatabase())).not.toEqual([])
  },
)

/** Matches anything like the IP address of one computer. Times have two colons, IPv6 addresses more, or two in a row. */
function addressesIn(dump: ReadonlyMap<string, string>): string[] {
  const text = [...dump.values()].join('\n')
  return text.match(/\b\d{1,3}(\.\d{1,3}){3}\b|\b([0-9a-f]{1,4}:){3,}|[0-9a-f]{1,4}::[0-9a-f]/gi) ?? []
}
