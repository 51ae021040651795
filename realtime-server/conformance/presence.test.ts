import type * as Ably from 'ably'
import { describe, expect, it, vi } from 'vitest'
import { deafen, killSocket, TestServer, tokenFor } from './server'

async function events(channel: Ably.RealtimeChannel): Promise<string[]> {
  const seen: string[] = []
  await channel.presence.subscribe(({ action, clientId }) => seen.push(`${action} ${clientId}`))
  return seen
}

describe.each([true, false])('presence, msgpack %s', (useBinaryProtocol) => {
  it('is entered, updated and left', async () => {
    const server = await TestServer.start()
    const seen = await events(server.client().channels.get('room:1'))
    const vera = server.client({ useBinaryProtocol, clientId: 'vera' }).channels.get('room:1')
    await vera.presence.enter({ mood: 'fine' })
    await vera.presence.update('busy')
    await vera.presence.leave()
    await vi.waitFor(() => expect(seen).toEqual(['enter vera', 'update vera', 'leave vera']))
  })

  it('is sent to those who attach later, on several pages, and over REST', async () => {
    const server = await TestServer.start()
    const channel = server.client({ useBinaryProtocol }).channels.get('room:1')
    const names = Array.from({ length: 205 }, (_, index) => `user-${index}`)
    await channel.attach()
    await Promise.all(names.map((name) => channel.presence.enterClient(name, name)))

    const late = server.client({ useBinaryProtocol }).channels.get('room:1')
    await late.attach()
    const members = await late.presence.get()
    expect(members.map(({ clientId }) => clientId).sort()).toEqual([...names].sort())
    const page = await server.rest({ useBinaryProtocol }).channels.get('room:1').presence.get({ limit: 200 })
    expect(page.items).toHaveLength(200)
    expect((await page.next())?.items.map(({ data }) => data)).toEqual(names.slice(200))
    const status = await server.rest().channels.get('room:1').status()
    expect(status.status.occupancy.metrics).toMatchObject({ presenceMembers: 205, connections: 2 })
  })
})

describe('a member whose connection broke', () => {
  it('stays when it reconnects in time', async () => {
    const server = await TestServer.start()
    const seen = await events(server.client().channels.get('room:1'))
    const client = server.client({ clientId: 'vera' })
    const channel = client.channels.get('room:1')
    await channel.presence.enter()
    const attached = channel.once('attached')
    killSocket(client)
    await attached
    await channel.publish('back', '')
    expect(seen).toEqual(['enter vera'])
    expect((await channel.presence.get()).map(({ clientId }) => clientId)).toEqual(['vera'])
  })

  it('leaves after a while', async () => {
    const server = await TestServer.start({ timings: { remainPresentForMs: 50 } })
    const seen = await events(server.client().channels.get('room:1'))
    const socket = await server.socket({ clientId: 'vera' })
    socket.send({ action: 10, channel: 'room:1' })
    socket.send({ action: 14, channel: 'room:1', msgSerial: 0, presence: [{ action: 2, data: 'here' }] })
    await socket.next(1)
    socket.socket.terminate()
    await vi.waitFor(() => expect(seen).toEqual(['enter vera', 'leave vera']))
  })

  it('leaves at once when it detaches', async () => {
    const server = await TestServer.start()
    const seen = await events(server.client().channels.get('room:1'))
    const channel = server.client({ clientId: 'vera' }).channels.get('room:1')
    await channel.presence.enter()
    await channel.detach()
    await vi.waitFor(() => expect(seen).toEqual(['enter vera', 'leave vera']))
  })
})

describe('what is refused', () => {
  it.each([
    [91000, { key: '', access_token: tokenFor({}) }, [{ action: 2 }]],
    [40012, { clientId: 'vera' }, [{ action: 2, clientId: 'ada' }]],
    [40000, { clientId: 'vera' }, [null]],
    [40000, { clientId: 'vera' }, [{ action: 9 }]],
    [
      40160,
      { key: '', access_token: tokenFor({ clientId: 'v', capability: { '*': ['subscribe'] } }) },
      [{ action: 2 }],
    ],
  ])('with %i', async (code, params, presence) => {
    const server = await TestServer.start()
    const socket = await server.socket(params)
    socket.send({ action: 10, channel: 'room' })
    socket.send({ action: 14, channel: 'room', msgSerial: 0, presence })
    expect(await socket.next(2)).toMatchObject({ msgSerial: 0, error: { code } })
  })

  it('includes presence without an attached channel, or without room on it', async () => {
    const server = await TestServer.start({ limits: { maxPresenceMembers: 1 } })
    const socket = await server.socket()
    const enter = (msgSerial: number, clientId: string) =>
      socket.send({ action: 14, channel: 'room', msgSerial, presence: [{ action: 2, clientId }] })
    enter(0, 'vera')
    expect((await socket.next(2)).error.code).toBe(90001)
    socket.send({ action: 10, channel: 'room' })
    enter(1, 'vera')
    enter(2, 'ada')
    expect((await socket.next(1)).msgSerial).toBe(1)
    expect((await socket.next(2)).error.code).toBe(91003)
  })
})

describe('presence over REST', () => {
  it('is filtered by client and connection, page by page', async () => {
    const server = await TestServer.start()
    const [one, other] = [server.client(), server.client()]
    for (const clientId of ['a', 'b']) await one.channels.get('room').presence.enterClient(clientId)
    await other.channels.get('room').presence.enterClient('a')
    const { presence } = server.rest().channels.get('room')
    const members = async (params: object) =>
      (await presence.get(params)).items.map(({ connectionId, clientId }) => [connectionId, clientId])
    const [id, otherId] = [one.connection.id, other.connection.id]
    expect(await members({ connectionId: otherId })).toEqual([[otherId, 'a']])
    expect(await members({ clientId: 'a' })).toEqual([
      [id, 'a'],
      [otherId, 'a'],
    ])
    const first = await presence.get({ limit: 2 })
    expect([first.items.length, (await first.next())?.items.length]).toEqual([2, 1])
  })
})

describe('missed presence', () => {
  it('is delivered once after a resume: who came and who left', async () => {
    const server = await TestServer.start()
    const [watcher, leaver, comer] = ['watcher', 'leaver', 'comer'].map((clientId) =>
      server.client({ clientId }),
    )
    if (!watcher || !leaver || !comer) throw new Error('three clients')
    const channel = watcher.channels.get('room:1')
    for (const client of [watcher, leaver]) await client.channels.get('room:1').presence.enter()
    await expect.poll(() => channel.presence.get().then(({ length }) => length)).toBe(2)
    const seen = await events(channel)

    deafen(watcher)
    seen.length = 0
    await leaver.channels.get('room:1').presence.leave()
    await comer.channels.get('room:1').presence.enter()
    const attached = channel.once('attached')
    killSocket(watcher)
    expect((await attached).resumed).toBe(true)
    const members = await channel.presence.get()
    expect(members.map(({ clientId }) => clientId).sort()).toEqual(['comer', 'watcher'])
    await expect.poll(() => seen.toSorted()).toEqual(['enter comer', 'leave leaver'])
  })
})
