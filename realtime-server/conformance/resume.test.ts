import { describe, expect, it, vi } from 'vitest'
import { collect, deafen, killSocket, TestServer } from './server'

describe('a lost connection', () => {
  it.each([true, false])('resumes and receives what it missed, msgpack %s', async (useBinaryProtocol) => {
    const server = await TestServer.start()
    const client = server.client({ useBinaryProtocol, clientId: 'vera' })
    const channel = client.channels.get('room:1')
    const received = await collect(channel)
    const rest = server.rest()
    await rest.channels.get('room:1').publish('before', '')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    const { id, key } = client.connection

    deafen(client)
    await rest.channels.get('room:1').publish([{ name: 'gap' }, { name: 'gap too' }])
    const attached = channel.once('attached')
    killSocket(client)
    const unsent = channel.publish('mine', '')

    expect(await attached).toMatchObject({ resumed: true, hasBacklog: true })
    await unsent
    await vi.waitFor(() => expect(received).toHaveLength(4))
    expect(received.map(({ name }) => name).sort()).toEqual(['before', 'gap', 'gap too', 'mine'])
    expect(client.connection.id).toBe(id)
    expect(client.connection.key).not.toBe(key)
  })

  it('is told when what it missed is no longer kept', async () => {
    const server = await TestServer.start({ limits: { maxHistoryEntries: 1 } })
    const client = server.client()
    const channel = client.channels.get('room:1')
    await channel.attach()
    deafen(client)
    for (const name of ['lost', 'kept']) await server.rest().channels.get('room:1').publish(name, '')
    const attached = channel.once('attached')
    killSocket(client)
    const change = await attached
    expect(change).toMatchObject({ resumed: false })
    expect(change.reason?.code).toBe(90003)
  })

  it('keeps its id across a restart of the server, without continuity', async () => {
    const first = await TestServer.start({ connectionSecret: 'kept' })
    const old = await (await first.socket()).next(4)
    const second = await TestServer.start({ connectionSecret: 'kept' })
    const socket = await second.socket({ resume: old.connectionDetails.connectionKey })
    const connected = await socket.next(4)
    expect(connected).toMatchObject({ connectionId: old.connectionId })
    expect(connected.error).toBeUndefined()
    socket.send({ action: 10, channel: 'room:1', channelSerial: '00001700000000-000@elsewhere' })
    expect(await socket.next(11)).toMatchObject({ error: { code: 90003 } })
  })
})

describe('a resume key', () => {
  it('is valid until the client uses the next one, and closes the transport it replaces', async () => {
    const server = await TestServer.start()
    const one = await server.socket()
    const first = await one.next(4)
    const firstKey = first.connectionDetails.connectionKey

    // The client may have missed the CONNECTED with the new key, so the old one is valid until it sends a frame.
    const two = await server.socket({ resume: firstKey })
    expect((await two.next(4)).connectionId).toBe(first.connectionId)
    await one.closed()
    const three = await server.socket({ resume: firstKey })
    expect((await three.next(4)).connectionId).toBe(first.connectionId)

    three.send({ action: 0, id: 'x' })
    await three.next(0)
    const four = await (await server.socket({ resume: firstKey })).next(4)
    expect(four).toMatchObject({ error: { code: 80018 } })
    expect(four.connectionId).not.toBe(first.connectionId)
    three.send({ action: 0, id: 'still there' })
    expect((await three.next(0)).id).toBe('still there')
  })

  it.each([
    ['forged', 80018],
    ['../..', 80018],
  ])('%j gives a new connection with %i', async (resume, code) => {
    const server = await TestServer.start()
    expect(await (await server.socket({ resume })).next(4)).toMatchObject({ error: { code } })
  })

  it('is not valid for another client', async () => {
    const server = await TestServer.start()
    const vera = await (await server.socket({ clientId: 'vera' })).next(4)
    const ada = await server.socket({ clientId: 'ada', resume: vera.connectionDetails.connectionKey })
    const connected = await ada.next(4)
    expect(connected).toMatchObject({ error: { code: 80011 } })
    expect(connected.connectionId).not.toBe(vera.connectionId)
  })
})
