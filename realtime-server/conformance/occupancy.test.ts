import type { InboundMessage } from 'ably'
import { describe, expect, it } from 'vitest'
import { collect, TestServer, tokenFor } from './server'

const fast = { timings: { occupancyIntervalMs: 20 } }

describe('a channel', () => {
  it('reports its occupancy', async () => {
    const server = await TestServer.start()
    await server.client().channels.get('room').presence.enterClient('ada')
    await server
      .client()
      .channels.get('room', { modes: ['SUBSCRIBE'] })
      .attach()

    const { channelId, status } = await server.rest().channels.get('room').status()
    expect(channelId).toBe('room')
    expect(status).toEqual({
      isActive: true,
      occupancy: {
        metrics: {
          connections: 2,
          publishers: 1,
          subscribers: 2,
          presenceConnections: 1,
          presenceMembers: 1,
          presenceSubscribers: 1,
          objectPublishers: 0,
          objectSubscribers: 0,
        },
      },
    })
  })

  it('is inactive when unused', async () => {
    const server = await TestServer.start()
    expect((await server.rest().channels.get('nowhere').status()).status).toMatchObject({ isActive: false })
  })

  it.each([true, false])(
    'sends changes of occupancy to those who subscribe, msgpack %s',
    async (useBinaryProtocol) => {
      const server = await TestServer.start(fast)
      const watcher = server
        .client({ useBinaryProtocol })
        .channels.get('room', { params: { occupancy: 'metrics' } })
      const heard: InboundMessage[] = []
      await watcher.subscribe('[meta]occupancy', (message) => heard.push(message))
      const last = () => heard.at(-1)?.data.metrics
      await expect.poll(last).toMatchObject({ connections: 1, presenceMembers: 0 })
      expect(heard[0]?.action).toBe('meta')
      expect(watcher.params).toEqual({ occupancy: 'metrics' })

      const other = server.client({ clientId: 'ada' })
      await other.channels.get('room').presence.enter()
      await expect.poll(last).toMatchObject({ connections: 2, presenceMembers: 1 })
      other.close()
      await expect.poll(last).toMatchObject({ connections: 1, presenceMembers: 0 })
    },
  )

  it('sends a single metric on request', async () => {
    const server = await TestServer.start(fast)
    const params = { occupancy: 'metrics.subscribers' }
    const heard = await collect(server.client().channels.get('room', { params }))
    await expect.poll(() => heard[0]?.data).toEqual({ metrics: { subscribers: 1 } })
  })

  it('does not log occupancy', async () => {
    const server = await TestServer.start(fast)
    const channel = server.client().channels.get('room', { params: { occupancy: 'metrics' } })
    const heard = await collect(channel)
    await expect.poll(() => heard).toHaveLength(1)
    expect((await channel.history()).items).toEqual([])
  })

  it.each(['occupancy', 'delta'])('refuses to attach with an unknown %s', async (name) => {
    const server = await TestServer.start()
    const channel = server.client().channels.get('room', { params: { [name]: 'nonsense' } })
    await expect(channel.attach()).rejects.toMatchObject({ code: 40003 })
  })

  it('echoes a request for deltas, and sends whole messages', async () => {
    const server = await TestServer.start()
    const channel = server.client().channels.get('room', { params: { delta: 'vcdiff', unknown: 'x' } })
    const heard = await collect(channel)
    expect(channel.params).toEqual({ delta: 'vcdiff' })
    for (const data of ['one', 'two']) await channel.publish('text', data)
    await expect.poll(() => heard.map(({ data }) => data)).toEqual(['one', 'two'])
  })
})

describe('the list of channels', () => {
  async function withChannels(...names: string[]) {
    const server = await TestServer.start()
    await Promise.all(names.map((name) => server.client().channels.get(name).attach()))
    return server
  }
  const list = (server: TestServer, params = {}, key = server.key) =>
    server.rest({ key }).request('get', '/channels', 3, params)

  it('has those in use, with their occupancy', async () => {
    const server = await withChannels('b', 'a')
    const { items } = await list(server)
    expect(items.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(items[0].status).toMatchObject({ isActive: true, occupancy: { metrics: { connections: 1 } } })
  })

  it('can be of names only, by prefix, and in pages', async () => {
    const server = await withChannels('room:3', 'room:1', 'other', 'room:2')
    const first = await list(server, { by: 'id', prefix: 'room:', limit: '2' })
    expect(first.items).toEqual(['room:1', 'room:2'])
    const second = await first.next()
    expect(second?.items).toEqual(['room:3'])
    expect(second?.hasNext()).toBe(false)
  })

  it('has only those that the capability covers', async () => {
    const server = await withChannels('room:1', 'other')
    const names = async (capability: Record<string, string[]>) =>
      await server.rest({ token: tokenFor({ capability }) }).request('get', '/channels', 3, { by: 'id' })
    expect((await names({ 'room:*': ['channel-metadata'] })).items).toEqual(['room:1'])
    expect(await names({ '*': ['subscribe'] })).toMatchObject({ success: false, errorCode: 40160 })
  })

  it('refuses other values of by', async () => {
    const server = await TestServer.start()
    expect(await list(server, { by: 'size' })).toMatchObject({ statusCode: 400, errorCode: 40003 })
  })
})

describe('an envelope', () => {
  const ask = async (server: TestServer, path: string) =>
    (await fetch(`${server.url}${path}`, { headers: { authorization: `Basic ${btoa(server.key)}` } })).json()

  it('holds status, headers and body', async () => {
    const server = await TestServer.start()
    await server.rest().channels.get('room').publish('text', 'one')
    const { statusCode, headers, response } = await ask(server, '/channels/room/messages?envelope=json')
    expect(statusCode).toBe(200)
    expect(headers.link).toContain('rel="first"')
    expect(response).toMatchObject([{ name: 'text', data: 'one' }])
  })

  it('holds errors, too', async () => {
    const server = await TestServer.start()
    expect(await ask(server, '/channels/room/messages?envelope=json&limit=0')).toMatchObject({
      statusCode: 400,
      headers: { 'x-ably-errorcode': '40003' },
      response: { error: { code: 40003 } },
    })
  })
})
