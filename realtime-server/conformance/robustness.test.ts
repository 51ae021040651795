import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { collect, TestServer, tokenFor } from './server'

describe('invalid frames', () => {
  it.each([
    'null',
    '1',
    '[]',
    '{}',
    '{"action":15.5}',
    '{"action":-1}',
    '{"action":1e400}',
    '{"action":10,"channel":{}}',
    '{"action":15,"channel":"room","messages":[{}]}',
    '{"action":15,"channel":"room","msgSerial":"0","messages":[{}]}',
    '{"action":10}',
    '{"action":10,"channel":"room","params":{"rewind":{"toString":1,"valueOf":1}}}',
    '{"action":10,"channel":"room","params":{"rewind":["1"]}}',
    'x',
  ])('%s end their own connection alone', async (frame) => {
    const server = await TestServer.start()
    const canary = server.client()
    const received = await collect(canary.channels.get('room'))
    const socket = await server.socket()
    await socket.next(4)
    socket.send(frame)
    expect(await socket.next(9)).toMatchObject({ error: { code: 40000, statusCode: 400 } })
    await socket.closed()

    await server.rest().channels.get('room').publish('alive', '')
    await vi.waitFor(() => expect(received).toHaveLength(1))
  })

  it.each(['dbffffffff', 'c7ff01', '91'.repeat(10_000), '81a6616374696f6ec0', '81a95f5f70726f746f5f5f80'])(
    'msgpack %.20s ends its own connection alone',
    async (hex) => {
      const server = await TestServer.start()
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/?format=msgpack&key=${server.key}`)
      await once(socket, 'message')
      socket.send(Buffer.from(hex, 'hex'))
      await once(socket, 'close')
      expect(await server.rest().time()).toBeGreaterThan(0)
    },
  )

  it.each(['c18201020304', 'a38001020304', '81ff800000000000000001020304'])(
    'bytes %s that are not WebSocket frames end their own socket alone',
    async (hex) => {
      const server = await TestServer.start()
      const socket = await server.socket()
      await socket.next(4)
      ;(socket.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(
        Buffer.from(hex, 'hex'),
      )
      await socket.closed()
      expect(await server.rest().time()).toBeGreaterThan(0)
    },
  )

  it('larger than announced are refused', async () => {
    const server = await TestServer.start()
    const socket = await server.socket()
    const { maxFrameSize } = (await socket.next(4)).connectionDetails
    socket.send('x'.repeat(maxFrameSize + 1))
    const [code] = await once(socket.socket, 'close')
    expect(code).toBe(1009)
  })
})

describe('channel names', () => {
  it.each(['', ':x', ',x', ' x', 'a\nb', '[meta]log', '[filter=x]room', '..', 'x'.repeat(3_000)])(
    '%.20j is refused, and the connection goes on',
    async (channel) => {
      const server = await TestServer.start()
      const socket = await server.socket()
      socket.send({ action: 10, channel })
      expect(await socket.next(9)).toMatchObject({ channel, error: { code: 40010 } })
      socket.send({ action: 12, channel: 'never attached' })
      expect(await socket.next(13)).toMatchObject({ channel: 'never attached' })
    },
  )
})

describe('a client that asks too much', () => {
  it('is cut off when it does not read', async () => {
    const server = await TestServer.start({ limits: { maxBufferedAmount: 64 * 1024 } })
    const socket = await server.socket()
    socket.send({ action: 10, channel: 'room' })
    await socket.next(11)
    socket.socket.pause()

    const rest = server.rest()
    await vi.waitFor(
      async () => {
        const publishes = Array.from({ length: 20 }, () =>
          rest.channels.get('room').publish('x', 'x'.repeat(60_000)),
        )
        await Promise.all(publishes)
        expect(server.realtime.stats().connections).toBe(0)
      },
      { timeout: 15_000, interval: 1 },
    )
  })

  it('is refused beyond the rate of a connection', async () => {
    const server = await TestServer.start({ limits: { maxInboundRate: 5 } })
    const socket = await server.socket({ key: '', access_token: tokenFor({}) })
    for (let msgSerial = 0; msgSerial < 10; msgSerial++) {
      socket.send({ action: 15, channel: 'room', msgSerial, messages: [{ name: 'x' }] })
    }
    expect(await socket.next(2)).toMatchObject({ error: { code: 42911 } })
  })
})

describe('HTTP', () => {
  it.each([
    ['GET', '/channels/room/nothing', 404, '40400'],
    ['DELETE', '/time', 405, '40500'],
    ['POST', '/channels/%20room/messages', 400, '40010'],
    ['POST', '/channels/a%00b/messages', 400, '40010'],
    ['POST', '/channels/%zz/messages', 400, '40000'],
    ['POST', '/keys/nobody.key/requestToken', 404, '40400'],
  ])('%s %s is answered with %i', async (method, path, status, code) => {
    const server = await TestServer.start()
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: `Basic ${btoa(server.key)}` },
      ...(method === 'POST' && { body: '{}' }),
    })
    expect([response.status, response.headers.get('x-ably-errorcode')]).toEqual([status, code])
  })

  it('allows browsers on every origin, and exposes its headers', async () => {
    const server = await TestServer.start()
    const headers = { origin: 'https://shop.example' }
    const preflight = await fetch(`${server.url}/channels/room/messages`, { method: 'OPTIONS', headers })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-ably-clientid')
    const refusal = await fetch(`${server.url}/channels/room/messages`, { headers })
    expect(Object.fromEntries(refusal.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': expect.stringContaining('X-Ably-Errorcode'),
      'x-ably-errorcode': '40101',
    })
  })

  it('leaves other paths to other handlers', async () => {
    const server = await TestServer.start()
    expect((await fetch(`${server.url}/support`)).headers.get('content-type')).toBeNull()
  })

  it('refuses a socket on another path, and an invalid handshake', async () => {
    const server = await TestServer.start()
    const answerTo = async (head: string) => {
      const socket = connect(server.port, '127.0.0.1')
      socket.write(`${head}\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      const [answer] = await once(socket, 'data')
      socket.destroy()
      return String(answer).split('\r\n')[0]
    }
    expect(await answerTo('GET //evil.example/x HTTP/1.1')).toBe('HTTP/1.1 404 Not Found')
    expect(await answerTo('GET / HTTP/1.1')).toBe('HTTP/1.1 400 Bad Request')
  })
})
