import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { collect, KEY, TestServer, tokenFor } from './server'

/** Called `xhr_polling` in browsers. The SDK's types lack its name in Node. */
const comet = { transports: ['comet' as 'xhr_polling'] }

const ask = async (server: TestServer, path: string, body?: unknown) => {
  const response = await fetch(`${server.url}/comet/${path}`, {
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  return response.json()
}

const connect = async (server: TestServer, params: Record<string, string> = {}) => {
  const query = new URLSearchParams({ key: server.key, v: '6', ...params })
  const [{ connectionId, connectionDetails }] = await ask(server, `connect?${query}`)
  return { connectionId, path: connectionDetails.connectionKey as string, query }
}

describe('without a WebSocket', () => {
  it('clients publish, subscribe and are present', async () => {
    const server = await TestServer.start()
    const ada = server.client({ clientId: 'ada', ...comet })
    const heard = await collect(server.client(comet).channels.get('room'))
    await ada.channels.get('room').presence.enter('here')
    for (let count = 0; count < 20; count++) void ada.channels.get('room').publish('text', String(count))

    await expect.poll(() => heard.map(({ data }) => Number(data))).toEqual([...Array(20).keys()])
    const members = await server.client().channels.get('room').presence.get()
    expect(members.map(({ clientId, data }) => [clientId, data])).toEqual([['ada', 'here']])
    expect(await ada.connection.ping()).toBeGreaterThan(0)
  })

  it('a connection is closed, and its members leave', async () => {
    const server = await TestServer.start()
    const client = server.client({ clientId: 'ada', ...comet })
    await client.channels.get('room').presence.enter()
    client.close()
    await client.connection.whenState('closed')
    await expect.poll(async () => (await server.rest().channels.get('room').presence.get()).items).toEqual([])
    expect(server.realtime.stats().connections).toBe(0)
  })

  it('a client whose request broke resumes and receives what it missed', async () => {
    const server = await TestServer.start()
    const client = server.client({ ...comet, disconnectedRetryTimeout: 50 })
    const heard = await collect(client.channels.get('room'))
    const { id } = client.connection
    // biome-ignore lint/suspicious/noExplicitAny: the SDK hides its transports
    const manager = (client.connection as any).connectionManager
    manager.disconnectAllTransports()
    await server.rest().channels.get('room').publish('text', 'missed')
    await expect.poll(() => heard.map(({ data }) => data)).toEqual(['missed'])
    expect(client.connection.id).toBe(id)
  })

  it('a token is renewed in place', async () => {
    const server = await TestServer.start()
    const authCallback = (_: unknown, done: (error: null, token: string) => void) =>
      done(null, tokenFor({ clientId: 'ada' }))
    const client = server.client({ authCallback, ...comet })
    await client.connection.whenState('connected')
    const { id } = client.connection
    await client.auth.authorize()
    await client.channels.get('room').publish('text', 'still here')
    expect(client.connection.id).toBe(id)
  })

  it('a wrong key ends the connection', async () => {
    const server = await TestServer.start()
    const client = server.client({ key: 'conf01.main:wrong', ...comet })
    await client.connection.whenState('failed')
    expect(client.connection.errorReason).toMatchObject({ code: 40101 })
  })

  it('a refused client leaves nothing behind', async () => {
    const clock = new FakeClock(Date.now())
    const server = await TestServer.start({ clock })
    expect(await ask(server, 'connect?key=conf01.main:wrong')).toMatchObject({ error: { code: 40101 } })
    clock.advance(60_000)
    expect(server.realtime.stats().connections).toBe(0)
  })

  it('clients are disconnected when the server stops', async () => {
    const server = await TestServer.start()
    const { path, query } = await connect(server)
    const answer = ask(server, `${path}/recv?${query}`)
    await Promise.all([server.realtime.close(), expect(answer).resolves.toMatchObject([{ action: 6 }])])
  })
})

describe('a request below /comet', () => {
  it('needs valid credentials besides the connection', async () => {
    const server = await TestServer.start()
    const { path } = await connect(server)
    expect(await ask(server, `${path}/recv?key=conf01.main:wrong`)).toMatchObject({ error: { code: 40101 } })
    expect(await ask(server, `${path}/recv`)).toMatchObject({ error: { code: 40101 } })
  })

  it('needs a live connection', async () => {
    const server = await TestServer.start()
    const { query } = await connect(server)
    expect(await ask(server, `nothing!here/recv?${query}`)).toMatchObject({ error: { code: 80003 } })
  })

  it.each([
    ['no list', {}],
    ['no frames', [7]],
    ['frames without a channel', [{ action: 10 }]],
  ])('with %s affects that client alone', async (_, body) => {
    const server = await TestServer.start()
    const other = server.client(comet)
    await other.connection.whenState('connected')
    const { path, query } = await connect(server)
    await ask(server, `${path}/send?${query}`, body)
    await other.channels.get('room').publish('text', 'unharmed')
  })

  it('has no other verbs', async () => {
    const server = await TestServer.start()
    const { path, query } = await connect(server)
    expect(await ask(server, `${path}/dance?${query}`)).toMatchObject({ error: { code: 40400 } })
  })
})

describe('a refused client', () => {
  it('gets the reason, and leaves nothing behind', async () => {
    const server = await TestServer.start({ timings: { maxIdleIntervalMs: 50 } })
    const answer = await ask(server, 'connect?v=6&key=conf01.main:wrong')
    expect(answer).toMatchObject({ error: { code: 40101, statusCode: 401 } })
    // After four empty polls, a leaked poll would have failed, and ended the process.
    const { path, query } = await connect(server)
    for (let polls = 0; polls < 4; polls++)
      expect(await ask(server, `${path}/recv?${query}`)).toEqual([{ action: 0 }])
  })

  it('exceeds the limit of its address until another leaves', async () => {
    const limits = { maxConnectionsPerAddress: 1 }
    const server = await TestServer.start({ address: () => '203.0.113.7', limits })
    const { path, query } = await connect(server)
    expect(await ask(server, `connect?v=6&key=${server.key}`)).toMatchObject({ error: { code: 42910 } })
    await ask(server, `${path}/close?${query}`, [])
    await ask(server, `${path}/recv?${query}`)
    expect((await connect(server)).connectionId).toEqual(expect.any(String))
  })

  it('has an invalid key', async () => {
    const server = await TestServer.start()
    expect(await ask(server, `%zz/recv?key=${server.key}`)).toMatchObject({ error: { code: 80003 } })
  })

  it('cannot use another client’s connection', async () => {
    const server = await TestServer.start()
    const vera = new URLSearchParams({ access_token: tokenFor({ clientId: 'vera' }), v: '6' })
    const [{ connectionDetails }] = await ask(server, `connect?${vera}`)
    const path = connectionDetails.connectionKey as string
    for (const clientId of ['victor', undefined]) {
      const other = new URLSearchParams({ access_token: tokenFor(clientId ? { clientId } : {}), v: '6' })
      for (const verb of ['recv', 'send', 'close'])
        expect(await ask(server, `${path}/${verb}?${other}`, [{ action: 0 }])).toMatchObject({
          error: { code: 40102 },
        })
    }
    expect(await ask(server, `${path}/send?${vera}`, [{ action: 0, id: 'a' }])).toEqual([])
    expect(await ask(server, `${path}/recv?${vera}`)).toMatchObject([{ action: 0, id: 'a' }])
  })

  it.each([
    ['often', 60, '[]'],
    ['much', 20, JSON.stringify([{ action: 99, channel: 'x'.repeat(60_000) }])],
  ])('that sends too %s is disconnected', async (_, count, body) => {
    const limits = { maxMessageSize: 256, maxInboundRate: 10 }
    const guests = { name: 'conf01.guests', secret: 'for-everybody', tokenLimits: limits }
    const server = await TestServer.start({ keys: [KEY, guests], limits: { maxFrameRate: 20 } })
    const token = new URLSearchParams({ access_token: tokenFor({ clientId: 'vera' }, guests), v: '6' })
    const [{ connectionDetails }] = await ask(server, `connect?${token}`)
    const path = `${connectionDetails.connectionKey}/send?${token}`
    const answers = await Promise.all(
      Array.from({ length: count }, () => ask(server, path, JSON.parse(body))),
    )
    const refused = answers.filter((answer) => answer.error !== undefined)
    expect(refused[0]).toMatchObject({ error: { code: 42910 } })
    expect(answers.filter((answer) => answer.error === undefined).length).toBeLessThan(count)
  })
})
