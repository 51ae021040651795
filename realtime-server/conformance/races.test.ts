import type * as Ably from 'ably'
import { describe, expect, it, vi } from 'vitest'
import { collect, deafen, killSocket, socketOf, TestServer, tokenFor } from './server'

/** Lets frames through up to the first message, which is lost with the socket. */
function breakAtFirstMessage(client: Ably.Realtime): void {
  const socket = socketOf(client)
  const { onmessage } = socket
  socket.onmessage = (event) => {
    const isMessage = JSON.parse(String(event.data)).action === 15
    if (isMessage) socket.terminate()
    else onmessage?.call(socket, event)
  }
}

describe('a break', () => {
  it('after ATTACHED and before its backlog loses and duplicates nothing', async () => {
    const server = await TestServer.start()
    const client = server.client({ useBinaryProtocol: false })
    const channel = client.channels.get('room:1')
    const received = await collect(channel)
    deafen(client)
    const rest = server.rest().channels.get('room:1')
    for (const name of ['a', 'b', 'c']) await rest.publish(name, '')

    client.connection.once('connected', () => breakAtFirstMessage(client))
    const resumptions: boolean[] = []
    channel.on('attached', ({ resumed }) => resumptions.push(resumed))
    killSocket(client)
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['a', 'b', 'c']), {
      timeout: 10_000,
    })
    expect(resumptions).toEqual([true, true])
  })

  it('while publishing repeats unacknowledged messages, without duplicates', async () => {
    const server = await TestServer.start()
    const client = server.client({ useBinaryProtocol: false })
    const channel = client.channels.get('room:1')
    await channel.attach()
    deafen(client)
    const published = Promise.all(['a', 'b', 'c'].map((name) => channel.publish(name, '')))
    await vi.waitFor(async () => expect((await channel.history()).items).toHaveLength(3))
    killSocket(client)
    const results = await published
    const { items } = await channel.history({ direction: 'forwards' })
    expect(items.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(results.flatMap(({ serials }) => serials)).toEqual(items.map(({ serial }) => serial))
  })

  it('does not replay a client’s own messages when it has echo off', async () => {
    const server = await TestServer.start()
    const client = server.client({ echoMessages: false, useBinaryProtocol: false })
    const channel = client.channels.get('room:1')
    const received = await collect(channel)
    deafen(client)
    void channel.publish('own', '')
    await vi.waitFor(async () => expect((await channel.history()).items).toHaveLength(1))
    await server.rest().channels.get('room:1').publish('other', '')
    killSocket(client)
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['other']), { timeout: 10_000 })
  })
})

describe('recovery', () => {
  it('gives another client the connection and its missed messages', async () => {
    const server = await TestServer.start()
    const first = server.client({ clientId: 'vera' })
    await first.channels.get('room:1').attach()
    const recover = first.connection.createRecoveryKey() ?? ''
    const { id } = first.connection
    socketOf(first).onmessage = () => {}
    first.connection.off()
    await server.rest().channels.get('room:1').publish('missed', '')

    const second = server.client({ clientId: 'vera', recover })
    const received = await collect(second.channels.get('room:1'))
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['missed']))
    expect(second.connection.id).toBe(id)
  })

  it('of a live client ends with two connections, which do not take over each other endlessly', async () => {
    const server = await TestServer.start()
    const first = server.client({ clientId: 'vera', disconnectedRetryTimeout: 50 })
    await first.channels.get('room:1').attach()
    const { id } = first.connection
    const second = server.client({ clientId: 'vera', recover: first.connection.createRecoveryKey() ?? '' })
    await second.channels.get('room:1').attach()
    expect(second.connection.id).toBe(id)
    await vi.waitFor(() => expect(first.connection.id).not.toBe(id), { timeout: 10_000 })
    await first.connection.whenState('connected')
    expect(first.connection.errorReason?.code).toBe(80018)

    const changes = vi.fn()
    second.connection.on(changes)
    await Promise.all([first, second].map((client) => client.channels.get('room:1').publish('mine', '')))
    expect(changes).not.toHaveBeenCalled()
  })
})

describe('a transport that is replaced', () => {
  it('is closed, and its members do not leave', async () => {
    const server = await TestServer.start()
    const seen: string[] = []
    await server
      .client()
      .channels.get('room')
      .presence.subscribe(({ action, clientId }) => seen.push(`${action} ${clientId}`))
    const one = await server.socket({ clientId: 'vera', remainPresentFor: '0' })
    const { connectionDetails } = await one.next(4)
    one.send({ action: 10, channel: 'room' })
    one.send({ action: 14, channel: 'room', msgSerial: 0, presence: [{ action: 2 }] })
    await one.next(1)
    const two = await server.socket({ clientId: 'vera', resume: connectionDetails.connectionKey })
    const { connectionId } = await two.next(4)
    await one.closed()
    two.send({ action: 10, channel: 'room' })
    const id = `${connectionId}:0:0`
    two.send({ action: 14, channel: 'room', msgSerial: 1, presence: [{ action: 2, id }] })
    await two.next(1)
    two.send({ action: 15, channel: 'room', msgSerial: 2, messages: [{}] })
    await two.next(1)
    await vi.waitFor(() => expect(seen).toEqual(['enter vera']))
  })

  it('has its late frames dropped', async () => {
    const server = await TestServer.start()
    const one = await server.socket()
    const { connectionDetails } = await one.next(4)
    const two = await server.socket({ resume: connectionDetails.connectionKey })
    await two.next(4)
    if (one.socket.readyState === one.socket.OPEN)
      one.send({ action: 15, channel: 'room', msgSerial: 0, messages: [{ name: 'late' }] })
    await one.closed()
    two.send({ action: 0, id: 'x' })
    await two.next(0)
    expect((await server.rest().channels.get('room').history()).items).toEqual([])
  })
})

describe('a client that asks for a shorter remainPresentFor', () => {
  it('leaves after that time', async () => {
    const server = await TestServer.start()
    const seen: string[] = []
    await server
      .client()
      .channels.get('room')
      .presence.subscribe(({ action, clientId }) => seen.push(`${action} ${clientId}`))
    const vera = server.client({ clientId: 'vera', transportParams: { remainPresentFor: 0 } })
    await vera.channels.get('room').presence.enter()
    vera.connection.once('disconnected', () => vera.connection.close())
    killSocket(vera)
    await vi.waitFor(() => expect(seen).toEqual(['enter vera', 'leave vera']))
  })
})

describe('changes of mind', () => {
  it.each([true, false])('new modes apply at once and both ways, msgpack %s', async (useBinaryProtocol) => {
    const server = await TestServer.start()
    const channel = server.client({ useBinaryProtocol }).channels.get('room:1')
    const received = await collect(channel)
    const update = vi.fn()
    channel.on('update', update)
    await channel.setOptions({ modes: ['PUBLISH'] })
    await channel.publish('deferred', '')
    await channel.setOptions({ modes: ['PUBLISH', 'SUBSCRIBE'] })
    await channel.publish('heard', '')
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['heard']))
    expect(update.mock.calls.every(([{ resumed }]) => resumed)).toBe(true)
  })

  it('attach, detach and attach again end attached, and receive', async () => {
    const server = await TestServer.start()
    const channel = server.client().channels.get('room:1')
    const received = await collect(channel)
    for (let round = 0; round < 5; round++) {
      void channel.detach().catch(() => {})
      void channel.attach().catch(() => {})
    }
    // A late response to the detach may still refuse it.
    await vi.waitFor(() => channel.attach())
    await server.rest().channels.get('room:1').publish('heard', '')
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['heard']))
  })

  it('closing in the middle leaves no members and no connection', async () => {
    const server = await TestServer.start()
    const client = server.client({ token: tokenFor({ clientId: 'vera' }) })
    const channel = client.channels.get('room:1')
    await channel.presence.enter()
    for (const act of [channel.publish('x', ''), channel.detach(), channel.attach()]) act.catch(() => {})
    client.close()
    await client.connection.whenState('closed')
    await vi.waitFor(() => expect(server.realtime.stats().connections).toBe(0))
    expect((await server.rest().channels.get('room:1').presence.get()).items).toEqual([])
  })
})
