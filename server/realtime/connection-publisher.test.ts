import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import * as Ably from 'ably'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createRealtimeServer } from '@/realtime-server'
import { ConnectionPublisher } from './connection-publisher'
import type { Announcement, Publisher } from './publisher'
import { RequestPublisher } from './request-publisher'

const KEY = { name: 'app.server', secret: 'a-secret-of-nobody' }

it('publishes over the connection, in order and without a request', async () => {
  const { publisher, requests, hear } = await setUp()
  const heard = await hear('room')

  const outcomes = await publisher.publish([announce('room', 'one', 'two'), announce('other', 'else')])
  await publisher.publish([announce('room', 'three')])

  expect(outcomes).toEqual([{ status: 'accepted' }, { status: 'accepted' }])
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two', 'three']))
  expect(requests).not.toHaveBeenCalled()
})

it('reports which channel was refused', async () => {
  const { publisher } = await setUp()
  expect(await publisher.publish([announce(':none', 'a'), announce('room', 'b')])).toEqual([
    { status: 'refused', reason: expect.stringMatching(/^40010 /) },
    { status: 'accepted' },
  ])
  expect(await publisher.publish([announce('room', 'x'.repeat(70_000))])).toEqual([
    { status: 'refused', reason: expect.stringMatching(/^40009 /) },
  ])
})

it('accepts more channels than fit in one request, and only the refused one fails', async () => {
  const { publisher, hear } = await setUp()
  const names = Array.from({ length: 250 }, (_, index) => `room-${index}`)
  const [first, last] = [await hear('room-0'), await hear('room-249')]

  const outcomes = await publisher.publish([
    ...names.map((name) => announce(name, 'hello')),
    announce(':none', 'hello'),
  ])

  expect(outcomes).toHaveLength(251)
  expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(250)
  expect(outcomes.at(-1)).toMatchObject({ status: 'refused' })
  await vi.waitFor(() => expect([first, last]).toEqual([['hello'], ['hello']]))
})

it('uses requests for large batches and high rates', async () => {
  const clock = { now: 0 }
  const { publisher, requests, hear } = await setUp(() => clock.now)
  const heard = await hear('room')

  await publisher.publish(Array.from({ length: 20 }, (_, index) => announce(`room-${index}`, 'one of many')))
  expect(requests).toHaveBeenCalledTimes(1)

  const texts = Array.from({ length: 60 }, (_, index) => `text ${index}`)
  for (const text of texts) await publisher.publish([announce('room', text)])
  expect(requests.mock.calls.length).toBe(16)
  await vi.waitFor(() => expect(heard).toEqual(texts))

  clock.now = 1_000
  await publisher.publish([announce('room', 'in the next second')])
  expect(requests.mock.calls.length).toBe(16)
})

it('uses requests for a channel’s last announcement, which also end the channel', async () => {
  const { publisher, requests } = await setUp()
  await publisher.publish([{ ...announce('room', 'farewell'), isLast: true }])
  expect(requests).toHaveBeenCalledTimes(1)
})

it('uses requests for everything while the connection is down', async () => {
  const { publisher, requests, realtime, hear } = await setUp()
  const heard = await hear('room')
  realtime.close()
  await realtime.connection.whenState('closed')

  expect(await publisher.publish([announce('room', 'still')])).toEqual([{ status: 'accepted' }])
  expect(requests).toHaveBeenCalledTimes(1)
  await vi.waitFor(() => expect(heard).toEqual(['still']))
})

it('times out without an acknowledgement, then avoids the connection, and what was sent both ways arrives once', async () => {
  const { publisher, requests, publisherSocket, hear } = await setUp()
  const heard = await hear('room')
  publisherSocket.pause()

  const news = announce('room', 'news')
  expect(await publisher.publish([news])).toEqual([
    { status: 'failed', reason: 'no acknowledgement within 1000 ms' },
  ])
  expect(await publisher.publish([news])).toEqual([{ status: 'accepted' }])
  expect(requests).toHaveBeenCalledTimes(1)

  publisherSocket.resume()
  await vi.waitFor(async () => {
    requests.mockClear()
    await publisher.publish([announce('room', 'later')])
    expect(requests).not.toHaveBeenCalled()
  })
  await vi.waitFor(() => expect(heard.at(-1)).toBe('later'))
  expect(heard.filter((text) => text === 'news')).toHaveLength(1)
})

/** A separate realtime server, a publisher connected to it, and a subscriber. */
async function setUp(now?: () => number) {
  const server = createRealtimeServer({ keys: [KEY] })
  const http = createServer((request, response) => void server.handleRequest(request, response))
  const sockets: Socket[] = []
  http.on('upgrade', (request, socket, head) => {
    sockets.push(socket as Socket)
    server.handleUpgrade(request, socket, head)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(async () => {
    await server.close()
    http.closeAllConnections()
    http.close()
  })

  const options = {
    key: `${KEY.name}:${KEY.secret}`,
    endpoint: '127.0.0.1',
    port: (http.address() as AddressInfo).port,
    tls: false,
    logLevel: 0,
  }
  const realtime = await connect(options)
  const rest = new Ably.Rest(options)
  const requestPublisher: Publisher = new RequestPublisher(rest, rest)
  const requests = vi.spyOn(requestPublisher, 'publish')
  const [publisherSocket] = sockets
  if (publisherSocket === undefined) throw new Error('no socket')
  const publisher = new ConnectionPublisher(realtime, requestPublisher, now)

  async function hear(channel: string): Promise<string[]> {
    const heard: string[] = []
    const listener = await connect(options)
    await listener.channels.get(channel).subscribe(({ data }) => heard.push(data.text))
    return heard
  }
  return { publisher, requests, realtime, publisherSocket, hear }
}

async function connect(options: Ably.ClientOptions): Promise<Ably.Realtime> {
  const realtime = new Ably.Realtime({ ...options, queueMessages: false, disableConnectivityCheck: true })
  onTestFinished(() => realtime.close())
  await realtime.connection.whenState('connected')
  return realtime
}

function announce(channel: string, ...texts: string[]): Announcement {
  return {
    channel,
    id: crypto.randomUUID(),
    messages: texts.map((text) => ({ name: 'news', data: { text } })),
  }
}
