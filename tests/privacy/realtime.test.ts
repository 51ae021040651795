import * as Ably from 'ably'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { conversationChannel, inboxChannel, staffConversationChannel } from '@/contract/log/channels'
import { db, pool } from '@/server/database/db'
import { Relay } from '@/server/realtime/relay/relay'
import { RequestPublisher } from '@/server/realtime/request-publisher'
import { adminBrowser, testKeys, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { startOwnRealtime } from '@/tests/own-realtime'

beforeEach(emptyDatabase)

it('tells the listeners, sends the visitor away, and has nothing of it any more', {
  timeout: 60_000,
}, async () => {
  const options = await startRealtime()
  const [rest, signing] = [testKeys.publishing, testKeys.signing].map(
    (key) => new Ably.Rest({ ...options, key }),
  )
  const relay = new Relay(new RequestPublisher(rest as Ably.Rest, signing as Ably.Rest))
  const publish = () => relay.run(async (text, values) => (await pool.query(text, values)).rows)
  const admin = await adminBrowser()
  const { browser, conversationId } = await visitorBrowser('a word for nobody else')
  const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const channel = conversationChannel(SITE_ID, conversationId)

  const visitor = connect(options, (await browser.get('/api/ably/auth')).text)
  const agent = connect(options, (await admin.get('/api/ably/auth')).text)
  const [heardByVisitor, heardByAgent, heardInInbox] = await Promise.all([
    listen(visitor, channel),
    listen(agent, staffConversationChannel(SITE_ID, conversationId)),
    listen(agent, inboxChannel(SITE_ID)),
  ])
  await publish()
  await expect.poll(() => [heardByVisitor.length, heardByAgent.length]).toEqual([1, 1])
  expect(await historyOf(rest as Ably.Rest, channel)).toContain('a word for nobody else')
  const sentAway = new Promise<number | undefined>((resolve) =>
    visitor.connection.once('disconnected', ({ reason }) => resolve(reason?.code)),
  )

  await admin.send('DELETE', `/api/support/visitors/${userId}`)
  await publish()

  await expect
    .poll(() => [heardByVisitor.at(-1), heardByAgent.at(-1)])
    .toEqual(Array(2).fill('conversation.erased'))
  await expect.poll(() => heardInInbox.at(-1)).toBe('conversations.erased')
  expect(await sentAway).toBe(40141)
  expect(agent.connection.state).toBe('connected')
  for (const name of [channel, staffConversationChannel(SITE_ID, conversationId)])
    expect(await historyOf(rest as Ably.Rest, name)).toBe('[]')
  expect(await db.outboxEvent.count()).toBe(0)
})

it('tries again when the service could not be told to forget', async () => {
  const options = await startRealtime()
  const rest = new Ably.Rest({ ...options, key: testKeys.publishing })
  const nowhere = new Ably.Rest({ ...options, port: 1, key: testKeys.signing, httpMaxRetryCount: 0 })

  const last = {
    channel: 'support:conversation:1',
    id: 'a',
    messages: [{ name: 'x', data: {} }],
    isLast: true,
  }
  const [first, second] = await new RequestPublisher(rest, nowhere).publish([
    last,
    { ...last, channel: 'support:conversation:2', isLast: false },
  ])

  expect([first?.status, second?.status]).toEqual(['failed', 'accepted'])
})

it('goes on where a service neither takes tokens back nor forgets when asked', async () => {
  const options = await startRealtime()
  const rest = new Ably.Rest({ ...options, key: testKeys.publishing })
  const strange = new Ably.Rest({ ...options, key: 'porchl.nobody:knows-this-key' })

  const last = {
    channel: 'support:conversation:1',
    id: 'a',
    messages: [{ name: 'x', data: {} }],
    isLast: true,
  }
  const [outcome] = await new RequestPublisher(rest, strange).publish([last])

  expect(outcome).toEqual({ status: 'accepted' })
})

/** Until the end of the test; how the SDK finds it. */
async function startRealtime(): Promise<Ably.ClientOptions> {
  const { place, stop } = await startOwnRealtime()
  onTestFinished(stop)
  return { ...place, disableConnectivityCheck: true, logLevel: 0 }
}

function connect(options: Ably.ClientOptions, token: string): Ably.Realtime {
  const client = new Ably.Realtime({ ...options, token })
  onTestFinished(() => client.close())
  return client
}

/** The names of what comes on a channel, from when it is attached. */
async function listen(client: Ably.Realtime, name: string): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = []
  await client.channels.get(name).subscribe((message) => names.push(message.name))
  return names
}

async function historyOf(rest: Ably.Rest, channel: string): Promise<string> {
  return JSON.stringify((await rest.channels.get(channel).history({})).items)
}
