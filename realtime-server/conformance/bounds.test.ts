import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Flag } from '../protocol/flags'
import { usedMemory } from '../testing/heap'
import { collect, type RawSocket, TestServer, tokenFor } from './server'

const MiB = 1024 * 1024

/** A TCP connection after a completed handshake that sends nothing by itself: no pong, no close. */
async function mute(server: TestServer, query = `v=6&key=${server.key}`): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  socket.write(
    `GET /?${query} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toContain('101 Switching Protocols')
  return socket
}

async function closed(socket: Socket): Promise<void> {
  socket.resume()
  if (!socket.closed) await once(socket, 'close')
}

describe('the announced limits', () => {
  it('are those enforced: a rate for tokens, none for keys', async () => {
    const server = await TestServer.start({ limits: { maxInboundRate: 7 } })
    const byToken = await (await server.socket({ key: '', access_token: tokenFor({}) })).next(4)
    const byKey = await (await server.socket()).next(4)
    expect(byToken.connectionDetails).toMatchObject({ maxInboundRate: 7, serverId: expect.any(String) })
    expect(byKey.connectionDetails).not.toHaveProperty('maxInboundRate')
    expect(byKey.connectionDetails.serverId).toBe(byToken.connectionDetails.serverId)
  })
})

describe('a connection opened with a key', () => {
  it('is limited as soon as it resumes with a token', async () => {
    const server = await TestServer.start({ limits: { maxInboundRate: 2 } })
    const { connectionDetails } = await (await server.socket({ clientId: 'vera' })).next(4)
    const access_token = tokenFor({ clientId: 'vera' })
    const resume = connectionDetails.connectionKey
    const socket = await server.socket({ key: '', clientId: 'vera', access_token, resume })
    await socket.next(4)
    for (let msgSerial = 0; msgSerial < 10; msgSerial++)
      socket.send({ action: 15, channel: 'room', msgSerial, messages: [{ name: 'x' }] })
    expect((await socket.next(2)).error.code).toBe(42911)
  })
})

describe('the logs of all channels together', () => {
  it('are limited, and a client that missed evicted entries is told so', async () => {
    const server = await TestServer.start({ limits: { maxTotalHistorySize: 60_000 } })
    const names = ['forgotten', 'kept']
    const attach = async (channel: string, channelSerial?: string) => {
      const socket = await server.socket()
      socket.send({ action: 10, channel, channelSerial })
      return socket.next(11)
    }
    const serials = await Promise.all(names.map(async (name) => (await attach(name)).channelSerial))
    for (const name of [...names, 'other'])
      await server.rest().channels.get(name).publish('x', 'x'.repeat(20_000))

    const [forgotten, kept] = await Promise.all(names.map((name, index) => attach(name, serials[index])))
    expect([forgotten.flags & Flag.resumed, forgotten.error?.code]).toEqual([0, 90003])
    expect([kept.flags & Flag.resumed, kept.error]).toEqual([Flag.resumed, undefined])
    expect((await server.rest().channels.get('forgotten').history()).items).toEqual([])
  })
})

describe('sockets from one address', () => {
  it('are limited; other addresses are not, and a refused one gets in when there is room', async () => {
    let address = '203.0.113.7'
    const server = await TestServer.start({
      address: () => address,
      limits: { maxConnectionsPerAddress: 20 },
    })
    const sockets = await Promise.all(Array.from({ length: 30 }, () => server.socket()))
    const refusals = await Promise.all(sockets.map(refusalOf))
    expect(refusals.filter((code) => code === null)).toHaveLength(20)
    expect(refusals.filter((code) => code === 42910)).toHaveLength(10)

    const client = server.client()
    const refused = await client.connection.once('disconnected')
    expect(refused.reason?.code).toBe(42910)
    address = '203.0.113.8'
    expect(await refusalOf(await server.socket())).toBeNull()

    address = '203.0.113.7'
    for (const { socket } of sockets) socket.terminate()
    await client.connection.once('connected')
  })

  async function refusalOf(socket: RawSocket): Promise<number | null> {
    const first = await socket.first()
    if (first.action === 4) return null
    await socket.closed()
    return first.error.code
  }
})

describe('a silent client', () => {
  it('is cut off without credentials, even if it never closes', async () => {
    const server = await TestServer.start({ timings: { closeGraceMs: 100 } })
    await closed(await mute(server, 'v=6'))
  })

  it('is cut off when it answers no ping; one that answers stays', async () => {
    const server = await TestServer.start({ timings: { maxIdleIntervalMs: 100 } })
    const client = server.client()
    await client.connection.once('connected')
    const dead = await mute(server)
    expect(server.realtime.stats().connections).toBe(2)
    await closed(dead)
    await vi.waitFor(() => expect(server.realtime.stats().connections).toBe(1))
    expect(client.connection.state).toBe('connected')
  })
})

describe('a client that does not read', () => {
  it('is cut off at its limit, while all others get everything and memory stays flat', async () => {
    const server = await TestServer.start({ limits: { maxBufferedAmount: 64 * 1024, maxHistorySize: MiB } })
    const received = await collect(server.client().channels.get('room'))
    const rest = server.rest()
    const slow = await Promise.all(Array.from({ length: 10 }, () => mute(server)))
    for (const socket of slow) {
      socket.write(masked('{"action":10,"channel":"room"}'))
      socket.pause()
    }
    const before = await usedMemory()
    let published = 0
    await vi.waitFor(
      async () => {
        const batch = Array.from({ length: 20 }, () =>
          rest.channels.get('room').publish(String(published++), 'x'.repeat(60_000)),
        )
        await Promise.all(batch)
        // Only the first one, which listens.
        expect(server.realtime.stats().connections).toBe(1)
      },
      { timeout: 15_000, interval: 1 },
    )
    await vi.waitFor(() => expect(received).toHaveLength(published))
    expect(new Set(received.map(({ name }) => name)).size).toBe(published)
    received.length = 0
    expect((await usedMemory()) - before).toBeLessThan(20 * MiB)
  })
})

describe('tiny fragments', () => {
  it('are refused, and pin no memory', async () => {
    const server = await TestServer.start()
    const sockets = await Promise.all(Array.from({ length: 20 }, () => mute(server)))
    const before = await usedMemory()
    const first = Buffer.from('01810000000061', 'hex')
    const next = Buffer.from('00810000000061', 'hex')
    const attack = Buffer.concat([first, ...Array<Buffer>(16_000).fill(next)])
    await Promise.all(
      sockets.map((socket) => {
        socket.write(attack)
        return closed(socket)
      }),
    )
    expect((await usedMemory()) - before).toBeLessThan(5 * MiB)
    expect(await server.rest().time()).toBeGreaterThan(0)
  })

  it('that arrive one by one and never end a message are refused as well', async () => {
    const server = await TestServer.start()
    const socket = await mute(server)
    socket.write(Buffer.from('01810000000061', 'hex'))
    const dribble = setInterval(() => socket.write(Buffer.from('00810000000061', 'hex')), 2)
    onTestFinished(() => clearInterval(dribble))
    await closed(socket)
  })
})

describe('floods', () => {
  it('of frames end their sender’s connection, and no other', async () => {
    const server = await TestServer.start({ limits: { maxFrameRate: 50 } })
    const received = await collect(server.client().channels.get('room'))
    const flood = await server.socket({ key: '', access_token: tokenFor({}) })
    await flood.next(4)
    for (let count = 0; count < 500; count++) flood.send({ action: 10, channel: 'room' })
    expect((await flood.next(6)).error.code).toBe(42910)
    await flood.closed()
    await server.rest().channels.get('room').publish('heard', '')
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['heard']))
  })

  it('of publishes over REST are refused, for their sender alone', async () => {
    const server = await TestServer.start({ limits: { maxInboundRate: 3 } })
    const publish = (clientId: string) =>
      fetch(`${server.url}/channels/room/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${btoa(tokenFor({ clientId }))}`,
          'content-type': 'application/json',
        },
        body: '{}',
      })
    const answers = await Promise.all(Array.from({ length: 30 }, () => publish('vera')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('x-ably-errorcode')).toBe('42910')
    expect((await publish('victor')).status).toBe(201)
  })

  it('of attaching and detaching leave nothing behind', async () => {
    const server = await TestServer.start()
    const socket = await server.socket()
    await socket.next(4)
    const cycle = async (count: number) => {
      for (let index = 0; index < count; index++) {
        socket.send({ action: 10, channel: `room:${index % 10}` })
        socket.send({ action: 12, channel: `room:${index % 10}` })
      }
      socket.send({ action: 0, id: 'done' })
      await socket.next(0)
    }
    await cycle(500)
    const before = await usedMemory()
    await cycle(2_000)
    expect((await usedMemory()) - before).toBeLessThan(5 * MiB)
  })
})

describe('a message that grows beyond a frame', () => {
  it('is refused with a reason, so that it is not resent forever', async () => {
    const server = await TestServer.start()
    const client = server.client({ useBinaryProtocol: false })
    const failed = client.connection.once('failed')
    const published = client.channels.get('room').publish('x', Buffer.alloc(60_000))
    await expect(published).rejects.toMatchObject({ code: 40009 })
    expect((await failed).reason?.code).toBe(40009)
    const binary = server.client({ useBinaryProtocol: true })
    await binary.channels.get('room').publish('x', Buffer.alloc(60_000))
  })
})

describe('a storm', () => {
  it('of three hundred clients at once is let in, and others are not affected', async () => {
    const server = await TestServer.start()
    const client = server.client()
    const received = await collect(client.channels.get('room'))
    const storm = Array.from({ length: 300 }, () => server.socket({ key: '', access_token: tokenFor({}) }))
    await server.rest().channels.get('room').publish('heard', '')
    const sockets = await Promise.all(storm)
    await Promise.all(sockets.map((socket) => socket.next(4)))
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['heard']))
    expect(server.realtime.stats().connections).toBe(301)
    for (const { socket } of sockets) socket.terminate()
    await vi.waitFor(() => expect(server.realtime.stats().connections).toBe(1))
  })
})

/** A text frame as a client sends it, masked with zeros. Up to 125 bytes. */
function masked(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}
