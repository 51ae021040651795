import * as Ably from 'ably'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as channels from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { adminBrowser, type TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'

const actors = ['vera', 'victor', 'agent'] as const
type Actor = (typeof actors)[number]

/** What may be done with a channel: listen, speak, be seen there. */
type Operation = 'attach' | 'publish' | 'presence'
type Entry = { name: (conversationId: string) => string; allowed: Record<Actor, Operation[]> }

/** One entry for each channel of `contract/log/channels.ts`: a channel without one fails the test below. Vera's conversation. */
const table: Record<string, Entry> = {
  conversationChannel: {
    name: (id) => channels.conversationChannel(SITE_ID, id),
    allowed: { vera: ['attach'], victor: [], agent: [] },
  },
  liveChannel: {
    name: (id) => channels.liveChannel(SITE_ID, id),
    allowed: { vera: ['attach', 'publish', 'presence'], victor: [], agent: ['attach', 'publish'] },
  },
  statusChannel: {
    name: () => channels.statusChannel(SITE_ID),
    allowed: { vera: ['attach'], victor: ['attach'], agent: [] },
  },
  staffConversationChannel: {
    name: (id) => channels.staffConversationChannel(SITE_ID, id),
    allowed: { vera: [], victor: [], agent: ['attach', 'presence'] },
  },
  inboxChannel: {
    name: () => channels.inboxChannel(SITE_ID),
    allowed: { vera: [], victor: [], agent: ['attach', 'presence'] },
  },
  endedSessionsChannel: {
    name: () => channels.endedSessionsChannel(SITE_ID),
    allowed: { vera: [], victor: [], agent: ['attach', 'presence'] },
  },
  WORKSPACE_CHANNEL: {
    name: () => channels.WORKSPACE_CHANNEL,
    allowed: { vera: [], victor: [], agent: ['attach', 'presence'] },
  },
  /** Another agent's. One's own: below. */
  agentChannel: {
    name: () => channels.agentChannel('01900000-0000-7000-8000-000000000000'),
    allowed: { vera: [], victor: [], agent: [] },
  },
}

/** What else that file exports. */
const NO_CHANNELS = [
  'channelPatterns',
  'staffPattern',
  'realtimeClientId',
  'parseRealtimeClientId',
  'audienceOf',
  'isInboxChannel',
]

let server: RunningServer
let conversationId: string
let victorsConversationId: string
const browsers = {} as Record<Actor, TestBrowser>
const clients = {} as Record<Actor, Ably.Realtime>

beforeAll(async () => {
  await emptyDatabase()
  server = await startServer()
  const [vera, victor] = [
    await visitorBrowser('Hello?', server.reach),
    await visitorBrowser('Hello?', server.reach),
  ]
  Object.assign(browsers, {
    vera: vera.browser,
    victor: victor.browser,
    agent: await adminBrowser(server.reach),
  })
  conversationId = vera.conversationId
  victorsConversationId = victor.conversationId
  for (const actor of actors) clients[actor] = connect(browsers[actor])
}, 60_000)
afterAll(async () => {
  for (const client of Object.values(clients)) client.close()
  await server.stop()
})

it('has an entry for every channel, and no other', () => {
  expect([...Object.keys(table), ...NO_CHANNELS].sort()).toEqual(Object.keys(channels).sort())
})

it('gives each viewer exactly its channels, whatever it asks for', async () => {
  const wishes = 'clientId=*&capability=%7B%22*%22%3A%5B%22*%22%5D%7D&ttl=31536000000&nonce=1&callback=alert'
  const capability = async (actor: Actor) => {
    const { text } = await browsers[actor].get(`/api/ably/auth?${wishes}`)
    return JSON.parse(String(decodeJwt(text)['x-ably-capability']))
  }
  const visitors = (id: string) => ({
    [`support:${SITE_ID}:conversation:${id}`]: ['subscribe'],
    [`support:${SITE_ID}:live:${id}`]: ['presence', 'publish', 'subscribe'],
    [`support:${SITE_ID}:status`]: ['subscribe'],
  })

  expect(await capability('vera')).toEqual(visitors(conversationId))
  expect(await capability('victor')).toEqual(visitors(victorsConversationId))
  const { id } = await db.user.findFirstOrThrow({ where: { role: 'ADMIN' } })
  expect(await capability('agent')).toEqual({
    'staff:*': ['presence', 'subscribe'],
    'support:*:live:*': ['publish', 'subscribe'],
    workspace: ['presence', 'subscribe'],
    [`agent:${id}`]: ['subscribe'],
  })
})

describe.each(Object.entries(table))('%s', (_, { name, allowed }) => {
  it.each(actors)('takes of %s what it may and nothing else', async (actor) => {
    const channel = clients[actor].channels.get(name(conversationId))
    const done: Operation[] = []
    const refused: number[] = []
    for (const [operation, perform] of [
      ['attach', () => channel.attach()],
      ['publish', () => channel.publish('try', 'nothing')],
      ['presence', () => channel.presence.enter()],
    ] as const) {
      await perform().then(
        () => done.push(operation),
        (error) => refused.push(error.code),
      )
    }
    expect(done).toEqual(allowed[actor])
    // 40160: the capability is missing. 90001: the channel has failed for it.
    expect(refused.filter((code) => code !== 40160 && code !== 90001)).toEqual([])
  })
})

it('lets nobody in without a token', async () => {
  const { port } = server
  const stranger = new Ably.Realtime({ ...optionsFor(port), token: 'nonsense' })
  const { reason } = await new Promise<Ably.ConnectionStateChange>((resolve) =>
    stranger.connection.once('failed', resolve),
  )
  stranger.close()
  expect(reason?.code).toBe(40171)
})

function connect(browser: TestBrowser): Ably.Realtime {
  return new Ably.Realtime({
    ...optionsFor(server.port),
    authCallback: (_, callback) =>
      void browser.get('/api/ably/auth').then(
        ({ text }) => callback(null, text),
        (error) => callback(String(error), null),
      ),
  })
}

function optionsFor(port: number): Ably.ClientOptions {
  return { endpoint: '127.0.0.1', port, tls: false, disableConnectivityCheck: true, logLevel: 0 }
}
