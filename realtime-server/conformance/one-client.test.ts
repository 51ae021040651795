import type { Socket } from 'node:net'
import * as Ably from 'ably'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { collect, KEY, type RawSocket, TestServer, tokenFor } from './server'

const GUESTS = {
  name: 'conf01.guests',
  secret: 'for-everybody',
  tokenLimits: {
    maxMessageSize: 256,
    maxInboundRate: 10,
    maxConnectionsPerClient: 20,
    maxMembersPerClient: 3,
    maxDetachedPerClient: 5,
  },
}

function guest(clientId: string): string {
  return tokenFor({ clientId, capability: { 'live:*': ['presence', 'publish', 'subscribe'] } }, GUESTS)
}

/** Sockets of one client, each with the first frame it received. */
async function connectAs(server: TestServer, clientId: string, count: number): Promise<RawSocket[]> {
  const params = { key: '', access_token: guest(clientId) }
  return Promise.all(Array.from({ length: count }, () => server.socket(params)))
}

async function thoseIn(sockets: readonly RawSocket[]): Promise<RawSocket[]> {
  const firsts = await Promise.all(sockets.map((socket) => socket.first()))
  return sockets.filter((_, index) => firsts[index].action === 4)
}

async function attached(sockets: readonly RawSocket[], channel: string): Promise<void> {
  for (const socket of sockets) socket.send({ action: 10, channel })
  await Promise.all(sockets.map((socket) => socket.next(11)))
}

describe('a client with a token of a key with limits of its own', () => {
  it('receives and is held to them; one with another token, or the key, is not', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const [socket] = await connectAs(server, 'vera', 1)
    const { connectionDetails } = await (socket as RawSocket).next(4)
    expect(connectionDetails).toMatchObject({ maxMessageSize: 256, maxInboundRate: 10 })

    const text = 'x'.repeat(300)
    const publish = (credentials: Ably.ClientOptions) =>
      server.rest(credentials).channels.get('live:1').publish('x', text)
    const vera = { token: guest('vera') }
    await expect(publish(vera)).rejects.toMatchObject({ code: 40009 })
    await publish({ key: `${GUESTS.name}:${GUESTS.secret}` })
    await publish({ token: tokenFor({ clientId: 'ada' }) })

    const realtime = server.client(vera)
    const channel = realtime.channels.get('live:1')
    await expect(channel.publish('x', text)).rejects.toMatchObject({ code: 40009 })
    await expect(channel.presence.enter(text)).rejects.toMatchObject({ code: 40009 })
    await channel.presence.enter('here')
  })

  it('shares one rate across its connections and REST, and does not use up that of others', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const received = await collect(server.client().channels.get('live:1'))
    const sockets = await thoseIn(await connectAs(server, 'vera', 10))
    await attached(sockets, 'live:1')
    for (const socket of sockets)
      for (let msgSerial = 0; msgSerial < 20; msgSerial++)
        socket.send({ action: 15, channel: 'live:1', msgSerial, messages: [{ name: 'vera' }] })
    await Promise.all(sockets.map((socket) => socket.next(2)))
    const rest = server.rest({ token: guest('vera') }).channels.get('live:1')
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => rest.publish('vera', '')))
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(refused[0]?.reason).toMatchObject({ code: 42910 })
    await server
      .rest({ token: guest('victor') })
      .channels.get('live:1')
      .publish('victor', '')
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toContain('victor'))
    // Two hundred were sent. The bucket holds a second's worth, and refills while they arrive.
    expect(received.filter(({ name }) => name === 'vera').length).toBeLessThan(100)
  })

  it('is limited in its members on a channel, without limiting others', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const sockets = await thoseIn(await connectAs(server, 'vera', 8))
    await attached(sockets, 'live:1')
    const answers = await Promise.all(
      sockets.map((socket) => {
        socket.send({ action: 14, channel: 'live:1', msgSerial: 0, presence: [{ action: 2 }] })
        return Promise.race([socket.next(1), socket.next(2)])
      }),
    )
    expect(answers.filter(({ action }) => action === 1)).toHaveLength(3)
    expect(answers.find(({ action }) => action === 2).error.code).toBe(91003)
    await server
      .client({ token: guest('victor') })
      .channels.get('live:1')
      .presence.enter()
    const members = await server.rest().channels.get('live:1').presence.get({})
    expect(members.items.map(({ clientId }) => clientId).sort()).toEqual(['vera', 'vera', 'vera', 'victor'])
  })

  it('is limited in its connections, and told to retry later beyond that', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const sockets = await connectAs(server, 'vera', 30)
    const inside = await thoseIn(sockets)
    expect(inside).toHaveLength(20)
    const outside = sockets.find((socket) => !inside.includes(socket)) as RawSocket
    expect(await outside.first()).toMatchObject({ action: 6, error: { code: 42910 } })

    const victor = server.client({ token: guest('victor') })
    await victor.connection.once('connected')
    const late = server.client({ token: guest('vera') })
    await late.connection.once('disconnected')
    for (const { socket } of inside) socket.terminate()
    await late.connection.once('connected')
  })

  it('is limited in how often it connects', async () => {
    const server = await TestServer.start({
      keys: [KEY, { ...GUESTS, tokenLimits: { maxConnectRate: 1 } }],
    })
    expect(await thoseIn(await connectAs(server, 'vera', 40))).toHaveLength(10)
    expect(await thoseIn(await connectAs(server, 'victor', 5))).toHaveLength(5)
  })
})

describe('an agent', () => {
  it('stays connected and receives everything while a guest does its worst from 120 connections', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const agent = server.client({ token: tokenFor({ clientId: 'ada' }) })
    const changes: string[] = []
    agent.connection.on(({ current }) => changes.push(current))
    const live = agent.channels.get('live:1')
    await live.presence.subscribe(() => {})
    const heard = await collect(agent.channels.get('live:1'))
    const inbox = await collect(agent.channels.get('inbox'))

    const large = 'x'.repeat(60_000)
    const sockets = await connectAs(server, 'vera', 120)
    for (const socket of sockets) {
      socket.send({ action: 10, channel: 'live:1' })
      for (let msgSerial = 0; msgSerial < 4; msgSerial += 2) {
        socket.send({ action: 14, channel: 'live:1', msgSerial, presence: [{ action: 2, data: large }] })
        socket.send({ action: 15, channel: 'live:1', msgSerial: msgSerial + 1, messages: [{ data: large }] })
      }
    }
    await server
      .rest({ token: guest('victor') })
      .channels.get('live:1')
      .publish('victor', '')
    await server.rest().channels.get('inbox').publish('news', '')
    await vi.waitFor(() => expect(inbox).toHaveLength(1))
    await vi.waitFor(() => expect(heard.map(({ name }) => name)).toContain('victor'))
    expect((await live.presence.get()).length).toBeLessThanOrEqual(3)
    expect(changes).not.toContain('disconnected')
    expect(agent.connection.state).toBe('connected')
  }, 60_000)
})

describe('a batch', () => {
  const call = (server: TestServer, path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${btoa(guest('vera'))}`,
        'content-type': 'application/json',
        'x-ably-version': '4',
      },
    })

  it('is limited in its channels across all its parts', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const spec = (channels: number) => ({ channels: Array(channels).fill('live:1'), messages: [{}] })
    for (const specs of [[spec(101)], [spec(60), spec(41)], Array(101).fill(spec(1))]) {
      const answer = await call(server, '/messages', { method: 'POST', body: JSON.stringify(specs) })
      expect([answer.status, (await answer.json()).error.code]).toEqual([400, 40000])
    }
  })

  it('counts refused parts', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const body = JSON.stringify({ channels: Array(50).fill('denied'), messages: [{}] })
    const { results } = await (await call(server, '/messages', { method: 'POST', body })).json()
    const codes = results.map(({ error }: { error: { code: number } }) => error.code)
    expect(codes.slice(0, 5)).toEqual(Array(5).fill(40160))
    expect(codes.slice(-5)).toEqual(Array(5).fill(42910))
    expect((await call(server, '/presence?channels=live:1')).status).toBe(429)
  })

  it('of presence counts once per channel', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const { results } = await (await call(server, `/presence?channels=${Array(1_500).fill('live:1')}`)).json()
    expect(results).toEqual([{ channel: 'live:1', presence: [] }])
    const many = Array.from({ length: 101 }, (_, index) => `live:${index}`)
    expect((await call(server, `/presence?channels=${many}`)).status).toBe(400)
  })
})

describe('a key', () => {
  const keyed = { key: `${KEY.name}:${KEY.secret}` }

  it.each([true, false])(
    'over plain HTTP from another machine is accepted: %s',
    async (allowKeysOverPlainHttp) => {
      const server = await TestServer.start({
        allowKeysOverPlainHttp,
        origin: () => ({ address: '203.0.113.7', isSecure: false }),
      })
      const refusal = { code: 40103, statusCode: 401 }
      const asked = server.rest(keyed).channels.get('room').publish('x', '')
      const socket = await server.socket()
      if (allowKeysOverPlainHttp) await asked
      else await expect(asked).rejects.toMatchObject(refusal)
      expect(await socket.first()).toMatchObject(
        allowKeysOverPlainHttp ? { action: 4 } : { action: 9, error: refusal },
      )
      const polled = await fetch(`${server.url}/comet/connect?key=${server.key}&stream=false`)
      expect(polled.status).toBe(allowKeysOverPlainHttp ? 200 : 401)
      // A token is limited to a client and a time, a key is not.
      const token = await server.socket({ key: '', access_token: tokenFor({}) })
      expect((await token.first()).action).toBe(4)
    },
  )

  it.each([
    { address: '127.0.0.1' },
    { address: '::1' },
    { address: '::ffff:127.0.0.1' },
    { address: '203.0.113.7', isSecure: true },
  ])('from %o is accepted', async (origin) => {
    const server = await TestServer.start({ origin: () => origin })
    await server.rest(keyed).channels.get('room').publish('x', '')
  })
})

describe('a slow reader', () => {
  it('gets all members page by page, however large their data, and is not cut off', async () => {
    const server = await TestServer.start({ limits: { maxBufferedAmount: 256 * 1024 } })
    const speaker = new Ably.Realtime({ ...server.endpoint, key: server.key })
    onTestFinished(() => speaker.close())
    const channel = speaker.channels.get('room')
    await channel.attach()
    const clientIds = Array.from({ length: 80 }, (_, index) => `client-${index}`)
    await Promise.all(clientIds.map((clientId) => channel.presence.enterClient(clientId, 'x'.repeat(50_000))))

    const listener = server.client()
    let cuts = 0
    listener.connection.on('disconnected', () => cuts++)
    const members = await listener.channels.get('room').presence.get()
    expect(members.map(({ clientId }) => clientId).sort()).toEqual(clientIds.sort())
    expect(cuts).toBe(0)
  })

  it.each([
    ['pongs that are ignored', Buffer.from('8a8000000000', 'hex'), 20_000],
    ['large frames with an unknown action', masked(`{"action":99,"x":[${'{},'.repeat(20_000)}0]}`), 4],
    ['detaches from channels with long names', masked(`{"action":12,"channel":"${'x'.repeat(60_000)}"}`), 4],
  ])('is disconnected for %s, across its connections, and others are not', async (_, frame, perWrite) => {
    const server = await TestServer.start({ keys: [KEY, GUESTS] })
    const [victor] = await connectAs(server, 'victor', 1)
    const bytes = Buffer.concat(Array<Buffer>(perWrite).fill(frame))
    let written = 0
    for (let round = 0; round < 3; round++) {
      const sockets = await thoseIn(await connectAs(server, 'vera', 3))
      await Promise.all(
        sockets.map(async (raw) => {
          const wire = (raw.socket as unknown as { _socket: Socket })._socket
          wire.on('error', () => {})
          const closed = raw.closed()
          // Far above the limit. A client that is no longer read from cannot finish writing.
          for (let count = 0; count < 100 && wire.writable; count++) {
            written += bytes.byteLength
            if (!wire.write(bytes)) await Promise.race([drained(wire), closed])
          }
          await closed
        }),
      )
    }
    expect(written).toBeGreaterThan(1_000_000)
    victor?.send({ action: 0, id: 'still here' })
    expect(await victor?.next(0)).toMatchObject({ id: 'still here' })
  })

  it('that was refused is not read from', async () => {
    const server = await TestServer.start({ keys: [KEY, GUESTS], timings: { closeGraceMs: 2_500 } })
    const raw = await server.socket({ key: '', access_token: 'none.of.ours' })
    const wire = (raw.socket as unknown as { _socket: Socket })._socket
    wire.on('error', () => {})
    const closed = new Promise((resolve) => wire.once('close', resolve))
    const pongs = Buffer.alloc(6 * 100_000, Buffer.from('8a8000000000', 'hex'))
    let taken = 0
    for (let count = 0; count < 200 && wire.writable; count++) {
      if (!wire.write(pongs)) await Promise.race([drained(wire), closed])
      taken = wire.bytesWritten - wire.writableLength
    }
    await closed
    // No more than the network buffers.
    expect(taken).toBeLessThan(16_000_000)
  })
})

/** Unlike `once`, never rejects for a socket that breaks. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('drain', resolve))
}

/** A frame as browsers write it, with an all-zero mask. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text)
  const header = Buffer.alloc(14)
  header.set([0x81, 0x80 | 127])
  header.writeUInt32BE(payload.byteLength, 6)
  return Buffer.concat([header, payload])
}
