import * as Ably from 'ably'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { SITE_HEADER } from '@/contract/http/visitor-headers'
import { conversationChannel } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import type { Viewer } from '@/server/policy/viewer'
import { issueRealtimeToken } from '@/server/realtime/tokens'
import { findSite } from '@/server/sites/sites'
import { adminBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { relayEvents } from '@/tests/relay-events'
import { type RunningServer, startServer } from '@/tests/running-server'
import { hashOfAllRows } from './rows'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)

const message = () => ({ clientMessageId: crypto.randomUUID(), content: 'hello' })

/** A visitor of the site with this key, with a realtime connection. */
async function visitorOn(siteId: string, key: string) {
  const reach = { ...server.reach, headers: { [SITE_HEADER]: key } }
  const { browser, conversationId } = await visitorBrowser('Hello?', reach)
  const client = new Ably.Realtime({
    token: (await browser.get('/api/ably/auth')).text,
    endpoint: '127.0.0.1',
    port: server.port,
    tls: false,
    disableConnectivityCheck: true,
    logLevel: 0,
  })
  onTestFinished(() => client.close())
  await client.channels.get(conversationChannel(siteId, conversationId)).attach()
  const disconnected = new Promise<number | undefined>((resolve) =>
    client.connection.once('disconnected', ({ reason }) => resolve(reason?.code)),
  )
  return { browser, client, conversationId, disconnected }
}

it('disconnects its visitors and refuses their calls as `unknown_site`, until it is active again', {
  timeout: 60_000,
}, async () => {
  const admin = await adminBrowser(server.reach)
  const shop = await createSite('shop0001', ['https://shop.example'])
  const { key: defaultKey } = await db.site.findUniqueOrThrow({ where: { id: SITE_ID } })
  const vera = await visitorOn(shop.id, shop.key)
  const victor = await visitorOn(SITE_ID, defaultKey)
  const site = `/api/support/sites/${shop.id}`
  const path = `/api/support/conversations/${vera.conversationId}`

  expect((await admin.patch(site, { version: 1, isActive: false })).status).toBe(200)
  await relayEvents()
  expect(await vera.disconnected).toBe(40141)
  expect(victor.client.connection.state, 'visitors of other sites stay').toBe('connected')

  const before = await hashOfAllRows()
  const answers = await Promise.all([
    vera.browser.get('/api/ably/auth'),
    vera.browser.get(path),
    vera.browser.post(`${path}/messages`, message()),
    vera.browser.put(`${path}/read-position`, { sequence: 1 }),
    vera.browser.post('/api/support/conversations', { clientConversationId: crypto.randomUUID() }),
    vera.browser.post('/api/support/identity', { token: 'a.b.c' }),
  ])
  expect(answers.map(({ status, json }) => [status, json.error.code])).toEqual(
    Array(6).fill([404, 'unknown_site']),
  )
  expect(await hashOfAllRows()).toBe(before)
  expect((await admin.get(path)).json.messages.data, 'agents keep the conversation').toHaveLength(1)

  expect((await admin.patch(site, { version: 2, isActive: true })).status).toBe(200)
  expect((await vera.browser.get('/api/ably/auth')).status, 'the session still exists').toBe(200)
  expect((await vera.browser.post(`${path}/messages`, message())).status).toBe(201)
})

it('does not exist for its visitors even in a process that has not seen the change yet', async () => {
  const shop = await createSite('shop0001', [])
  const { browser, conversationId } = await visitorOn(shop.id, shop.key)
  await findSite(shop.key)
  // As another process would.
  await db.site.update({ where: { id: shop.id }, data: { isActive: false } })
  // A 401 would make the browser forget its conversation.
  for (const path of ['/api/ably/auth', `/api/support/conversations/${conversationId}`]) {
    const { status, json } = await browser.get(path)
    expect([status, json.error.code], path).toEqual([404, 'unknown_site'])
  }
})

it('issues no token to a visitor who was authenticated just before', async () => {
  const admin = await adminBrowser(server.reach)
  const shop = await createSite('shop0001', [])
  await visitorOn(shop.id, shop.key)
  const { id: sessionId, userId: id } = await db.visitorSession.findFirstOrThrow({
    where: { siteId: shop.id },
  })
  const vera: Viewer = { side: 'visitor', role: 'visitor', sites: [shop.id], id, name: null, sessionId }
  await expect(issueRealtimeToken(vera)).resolves.toEqual(expect.any(String))

  await admin.patch(`/api/support/sites/${shop.id}`, { version: 1, isActive: false })
  await expect(issueRealtimeToken(vera)).rejects.toMatchObject({ code: 'not_authenticated' })
})
