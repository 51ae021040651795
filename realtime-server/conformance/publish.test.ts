import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as Ably from 'ably'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRealtimeServer, type RealtimeServer } from '../index'

const KEY = 'app123.key:secret-of-the-key'

let http: Server
let realtime: RealtimeServer
let clients: Ably.Realtime[]

beforeEach(async () => {
  realtime = createRealtimeServer({ keys: [{ name: 'app123.key', secret: 'secret-of-the-key' }] })
  http = createServer((request, response) => {
    if (!realtime.handleRequest(request, response)) response.writeHead(404).end()
  })
  http.on('upgrade', (request, socket, head) => realtime.handleUpgrade(request, socket, head))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  clients = []
})

afterEach(async () => {
  for (const client of clients) client.close()
  await realtime.close()
  await new Promise((resolve) => http.close(resolve))
})

function address() {
  const { port } = http.address() as AddressInfo
  return { endpoint: '127.0.0.1', port, tls: false, disableConnectivityCheck: true, logLevel: 0 } as const
}

function connect(options: Ably.ClientOptions = {}): Ably.Realtime {
  const client = new Ably.Realtime({ key: KEY, transports: ['web_socket'], ...address(), ...options })
  clients.push(client)
  return client
}

/** Collects a channel's messages; `received(n)` resolves when there are that many. */
async function listen(client: Ably.Realtime, name: string) {
  const messages: Ably.InboundMessage[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  await client.channels.get(name).subscribe((message) => {
    messages.push(message)
    for (const { count, resolve } of waiting) if (messages.length >= count) resolve()
  })
  return {
    messages,
    received: (count: number) =>
      messages.length >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ count, resolve })),
  }
}

describe.each([true, false])('publish and subscribe (binary protocol: %s)', (useBinaryProtocol) => {
  it('delivers text, objects and bytes, in order', async () => {
    const listener = await listen(connect({ useBinaryProtocol }), 'news')
    const channel = connect({ useBinaryProtocol, clientId: 'ada' }).channels.get('news')

    await channel.publish('text', 'hello')
    await channel.publish('object', { answer: 42 })
    await channel.publish('bytes', Buffer.from([1, 2, 255]))
    await listener.received(3)

    const [text, object, bytes] = listener.messages
    expect(text).toMatchObject({ name: 'text', data: 'hello', clientId: 'ada' })
    expect(object?.data).toEqual({ answer: 42 })
    expect(Buffer.from(bytes?.data as Uint8Array)).toEqual(Buffer.from([1, 2, 255]))
  })
})

describe('REST publish', () => {
  it('reaches subscribers, single and as an array', async () => {
    const listener = await listen(connect(), 'news')
    const channel = new Ably.Rest({ key: KEY, ...address() }).channels.get('news')

    await channel.publish('one', { n: 1 })
    await channel.publish([
      { name: 'two', data: 'two' },
      { name: 'three', data: 'three' },
    ] as Ably.Message[])
    await listener.received(3)

    expect(listener.messages.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    expect(listener.messages[0]?.data).toEqual({ n: 1 })
  })

  it('publishes the same id once', async () => {
    const listener = await listen(connect(), 'news')
    const channel = new Ably.Rest({ key: KEY, ...address() }).channels.get('news')

    for (let repeat = 0; repeat < 3; repeat += 1)
      await channel.publish({ id: 'same:0', name: 'once', data: 'x' } as Ably.Message)
    await channel.publish('after', 'y')
    await listener.received(2)

    expect(listener.messages.map(({ name }) => name)).toEqual(['once', 'after'])
  })

  it('publishes a batch, and says for each channel what became of it', async () => {
    const listener = await listen(connect(), 'news')
    const rest = new Ably.Rest({ key: KEY, ...address() })

    const results = await rest.batchPublish([
      {
        channels: ['news'],
        messages: [
          { id: 'batch:0', name: 'a', data: '{"deep":true}', encoding: 'json' },
          { id: 'batch:1', name: 'b' },
        ],
      },
      { channels: ['[bad'], messages: { name: 'c' } },
    ] as Ably.BatchPublishSpec[])
    await listener.received(2)

    expect(results[0]).toMatchObject({ successCount: 1, results: [{ channel: 'news' }] })
    expect(results[1]).toMatchObject({ failureCount: 1, results: [{ error: { code: 40010 } }] })
    expect(listener.messages.map(({ name, data }) => [name, data])).toEqual([
      ['a', { deep: true }],
      ['b', undefined],
    ])
  })
})
