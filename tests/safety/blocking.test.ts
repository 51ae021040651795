import * as Ably from 'ably'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { conversationChannel, staffConversationChannel } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { issueRealtimeToken } from '@/server/realtime/tokens'
import { blockVisitor, unblockVisitor } from '@/server/visitors/block'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, ben, createCast, createConversation, vera, victor } from '@/tests/factories'
import { relayEvents } from '@/tests/relay-events'
import { type RunningServer, startServer } from '@/tests/running-server'
import { toldOn } from '@/tests/told'
import { hashOfAllRows } from './rows'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)

const message = (content = 'hello') => ({ clientMessageId: crypto.randomUUID(), content })

describe('a blocked visitor', () => {
  it('is sent away, may read, and is refused whatever it writes or asks to hear, until it is unblocked', {
    timeout: 60_000,
  }, async () => {
    const admin = await adminBrowser(server.reach)
    const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
    const path = `/api/support/conversations/${conversationId}`
    const block = `/api/support/visitors/${(await admin.get(path)).json.conversation.userId}/block`
    const visitor = await listener(browser, conversationChannel(SITE_ID, conversationId))
    const agent = await listener(admin, staffConversationChannel(SITE_ID, conversationId))
    const sentAway = new Promise<number | undefined>((resolve) =>
      visitor.client.connection.once('disconnected', ({ reason }) => resolve(reason?.code)),
    )

    expect((await admin.send('PUT', block)).json.block).toMatchObject({ by: 'Olga' })
    await relayEvents()

    expect(await sentAway).toBe(40141)
    expect(agent.client.connection.state).toBe('connected')
    await expect.poll(() => agent.heard).toContain('visitor.blocked')

    const before = await hashOfAllRows()
    const refusals = await Promise.all([
      browser.get('/api/ably/auth'),
      browser.post(`${path}/messages`, message()),
      browser.patch(path, { visitor: { name: 'Mallory' } }),
      browser.post('/api/support/conversations', { clientConversationId: crypto.randomUUID() }),
    ])
    expect(refusals.map(({ status, json }) => [status, json.error.code])).toEqual(
      Array(4).fill([403, 'blocked']),
    )
    expect(await hashOfAllRows()).toBe(before)

    const seen = await browser.get(path)
    expect(seen.json.messages.data).toHaveLength(1)
    expect(seen.json.conversation.visitor.block).toEqual({ since: expect.any(String), by: null })
    const [listed] = (await admin.get('/api/support/conversations')).json.data
    expect(listed.visitor.block).toEqual({ since: expect.any(String), by: 'Olga' })

    expect((await admin.send('DELETE', block)).json.block).toBeNull()
    expect((await browser.get('/api/ably/auth')).status).toBe(200)
    expect((await browser.post(`${path}/messages`, message())).status).toBe(201)
  })

  it('does not come back as itself without its cookie', async () => {
    await createCast()
    const stranger = new TestBrowser('visitor', server.reach)
    const draft = { clientConversationId: crypto.randomUUID(), message: message() }
    const { json } = await stranger.post('/api/support/conversations', draft)
    await blockVisitor(ada, json.conversation.userId)

    stranger.forgetCookies()
    const again = await stranger.post('/api/support/conversations', draft)

    expect([again.status, again.json.error.code]).toEqual([403, 'blocked'])
    expect(stranger.cookies.size).toBe(0)
  })

  it('uses up nothing of what its network may send', async () => {
    await createCast()
    // Not over the wire: a network that was heard of before is counted in memory first.
    const { browser, conversationId } = await visitorBrowser('Hello?')
    await blockVisitor(
      ada,
      (await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })).userId,
    )
    await db.rateLimitWindow.deleteMany()

    await browser.post(`/api/support/conversations/${conversationId}/messages`, message())

    expect(await db.rateLimitWindow.count({ where: { key: { startsWith: 'message:' } } })).toBe(0)
  })
})

describe('blocking', () => {
  beforeEach(createCast)

  it('keeps who blocked first and since when, and tells of it once', async () => {
    const { id } = await createConversation()
    const first = await blockVisitor(ada, vera.id)
    expect(await blockVisitor(ben, vera.id)).toEqual(first)
    expect(first.block?.by).toBe('Ada')

    const told = async () => (await toldOn(conversationChannel(SITE_ID, id))).map(({ name }) => name)
    expect(await told()).toEqual(['visitor.blocked'])
    await unblockVisitor(ben, vera.id)
    expect(await unblockVisitor(ben, vera.id)).toEqual({ visitorId: vera.id, block: null })
    expect(await told()).toEqual(['visitor.blocked', 'visitor.unblocked'])
    expect((await db.conversation.findUniqueOrThrow({ where: { id } })).visitorRevision).toBe(2n)
  })

  it('leaves other visitors alone, and stays when the agent who did it is gone', async () => {
    const other = await createConversation({ visitor: victor })
    await createConversation()
    await blockVisitor(ben, vera.id)
    await db.user.delete({ where: { id: ben.id } })

    expect((await blockVisitor(ada, vera.id)).block).toEqual({ since: expect.any(String), by: null })
    expect(await toldOn(conversationChannel(SITE_ID, other.id))).toEqual([])
  })

  it('is for agents, and of visitors only', async () => {
    await expect(blockVisitor(victor, vera.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(unblockVisitor(vera, vera.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(blockVisitor(ada, ben.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('gives no token to a visitor who was recognised just before', async () => {
    await createConversation()
    await blockVisitor(ada, vera.id)
    await expect(issueRealtimeToken(vera)).rejects.toMatchObject({ code: 'blocked' })
  })
})

/** A browser's realtime client, and the names of what it hears about the conversation. */
async function listener(browser: TestBrowser, channel: string) {
  const client = new Ably.Realtime({
    token: (await browser.get('/api/ably/auth')).text,
    endpoint: '127.0.0.1',
    port: server.port,
    tls: false,
    disableConnectivityCheck: true,
    logLevel: 0,
  })
  onTestFinished(() => client.close())
  const heard: (string | undefined)[] = []
  await client.channels.get(channel).subscribe((event) => void heard.push(event.name))
  return { client, heard }
}
