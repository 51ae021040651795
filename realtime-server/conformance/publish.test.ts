import { describe, expect, it, vi } from 'vitest'
import { collect, TestServer } from './server'

describe.each([
  ['JSON', false],
  ['msgpack', true],
])('publishing in %s', (_, useBinaryProtocol) => {
  it('carries text, objects and bytes to everyone in order', async () => {
    const server = await TestServer.start()
    const vera = server.client({ useBinaryProtocol, clientId: 'vera' })
    const ada = server.client({ useBinaryProtocol: !useBinaryProtocol, clientId: 'ada' })
    const received = await collect(ada.channels.get('room:1'))

    const channel = vera.channels.get('room:1')
    const { serials } = await channel.publish('text', 'grüße')
    await channel.publish('object', { a: [1, null] })
    await channel.publish('bytes', Buffer.from([0, 255, 7]))
    await vi.waitFor(() => expect(received).toHaveLength(3))

    expect(received.map(({ name }) => name)).toEqual(['text', 'object', 'bytes'])
    expect(received[0]).toMatchObject({
      data: 'grüße',
      clientId: 'vera',
      serial: serials[0],
      connectionId: vera.connection.id,
    })
    expect(received[1]?.data).toEqual({ a: [1, null] })
    expect(Buffer.from(received[2]?.data).toString('hex')).toBe('00ff07')
  })

  it('publishes over REST: one, several, a batch', async () => {
    const server = await TestServer.start()
    const received = await collect(server.client({ useBinaryProtocol }).channels.get('room:1'))
    const rest = server.rest({ useBinaryProtocol })

    await rest.channels.get('room:1').publish('one', Buffer.from('bytes'))
    await rest.channels.get('room:1').publish([
      { name: 'two', data: '' },
      { name: 'three', data: { x: 1 } },
    ])
    const answers = await rest.batchPublish([
      { channels: ['room:1', ':bad'], messages: [{ name: 'four' }] },
      { channels: ['room:1'], messages: [{ name: 'five' }] },
    ])
    await vi.waitFor(() => expect(received).toHaveLength(5))

    expect(received.map(({ name }) => name)).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect(String(received[0]?.data)).toBe('bytes')
    expect(answers[0]).toMatchObject({ successCount: 1, failureCount: 1 })
    // Ids have the same three parts as over a connection; some clients parse the second.
    expect(answers[0]?.results[0]).toMatchObject({ messageId: expect.stringMatching(/^[\w-]+:0$/) })
    expect(received[3]?.id).toMatch(/^[\w-]+:0:0$/)
    expect(answers[0]?.results[1]).toMatchObject({ channel: ':bad', error: { code: 40010, statusCode: 400 } })
  })
})

describe('a repeated publish', () => {
  it('over REST gets the same response and adds nothing', async () => {
    const server = await TestServer.start()
    const received = await collect(server.client().channels.get('room:1'))
    const post = () =>
      fetch(`${server.url}/channels/room%3A1/messages`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(server.key)}`, 'content-type': 'application/json' },
        body: JSON.stringify([
          { id: 'e1:0', name: 'a' },
          { id: 'e1:1', name: 'b' },
        ]),
      })

    const first = await post()
    expect(first.status).toBe(201)
    const answer = await first.json()
    expect(await (await post()).json()).toEqual(answer)
    expect(answer).toMatchObject({ channel: 'room:1', messageId: 'e1' })
    expect(answer.serials).toHaveLength(2)

    await server.rest().channels.get('room:1').publish('last', '')
    await vi.waitFor(() => expect(received.at(-1)?.name).toBe('last'))
    expect(received).toHaveLength(3)
  })

  it('over a connection is acknowledged again and adds nothing', async () => {
    const server = await TestServer.start()
    const received = await collect(server.client().channels.get('room:1'))
    const socket = await server.socket()
    const frame = { action: 15, channel: 'room:1', msgSerial: 0, messages: [{ name: 'once' }] }
    socket.send(frame)
    socket.send(frame)

    const ack = await socket.next(1)
    expect(ack).toMatchObject({ msgSerial: 0, count: 1, res: [{ serials: [expect.any(String)] }] })
    expect(await socket.next(1)).toEqual(ack)
    expect(received.map(({ name }) => name)).toEqual(['once'])
  })

  it('cannot use up the ids of another connection', async () => {
    const server = await TestServer.start()
    const received = await collect(server.client().channels.get('room:1'))
    const victim = await server.socket()
    const { connectionId } = await victim.next(4)
    await server
      .rest()
      .channels.get('room:1')
      .publish({ id: `${connectionId}:0:0`, name: 'squatter' })

    victim.send({ action: 15, channel: 'room:1', msgSerial: 0, messages: [{ name: 'real' }] })
    await victim.next(1)
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['squatter', 'real']))
  })
})

describe('what is refused', () => {
  it.each([
    [40012, { clientId: 'mallory' }],
    [40012, { clientId: '*' }],
    [40009, { data: 'x'.repeat(65_537) }],
    [40013, { data: { not: 'text' } }],
    [40013, { data: '!', encoding: 'base64' }],
    [40013, { data: 'AAAA', encoding: 'vcdiff/base64' }],
    [40006, { connectionKey: 'forged' }],
    [40032, { extras: { push: {} } }],
    [40031, { id: '' }],
    [40000, null],
  ])('with %i: %j', async (code, message) => {
    const server = await TestServer.start()
    const socket = await server.socket({ clientId: 'vera' })
    socket.send({ action: 15, channel: 'room:1', msgSerial: 7, messages: [message] })
    expect(await socket.next(2)).toMatchObject({
      msgSerial: 7,
      count: 1,
      error: { code, message: expect.any(String) },
    })
    const response = await fetch(`${server.url}/channels/room:1/messages`, {
      headers: { authorization: `Basic ${btoa(server.key)}` },
    })
    expect(await response.json()).toEqual([])
  })

  it('does not echo messages to a client that connects with echo=false', async () => {
    const server = await TestServer.start()
    const vera = server.client({ echoMessages: false })
    const received = await collect(vera.channels.get('room:1'))
    await vera.channels.get('room:1').publish('own', '')
    await server.rest().channels.get('room:1').publish('other', '')
    await vi.waitFor(() => expect(received).not.toEqual([]))
    expect(received.map(({ name }) => name)).toEqual(['other'])
  })
})
