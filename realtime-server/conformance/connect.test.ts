import type * as Ably from 'ably'
import { describe, expect, it, vi } from 'vitest'
import { KEY, TestServer, tokenFor, WEAK_KEY } from './server'

describe('connecting', () => {
  it.each([true, false])('with a key, msgpack %s', async (useBinaryProtocol) => {
    const server = await TestServer.start()
    const client = server.client({ useBinaryProtocol })
    await client.connection.once('connected')
    expect(client.auth.clientId).toBe('*')
    expect(await client.connection.ping()).toBeGreaterThan(0)
    expect(server.realtime.stats().connections).toBe(1)
  })

  it('with a token that the server issued for a signed request', async () => {
    const server = await TestServer.start()
    const rest = server.rest()
    const client = server.client({
      authCallback: async (_, done) => done(null, await rest.auth.createTokenRequest({ clientId: 'vera' })),
    })
    await client.connection.once('connected')
    expect(client.auth.clientId).toBe('vera')
  })

  it('with a token that the app signed', async () => {
    const server = await TestServer.start()
    const client = server.client({ token: tokenFor({ clientId: 'vera' }) })
    await client.connection.once('connected')
    expect(client.auth.clientId).toBe('vera')
  })

  it('and closes', async () => {
    const server = await TestServer.start()
    const client = server.client()
    await client.connection.once('connected')
    client.close()
    await client.connection.once('closed')
    await vi.waitFor(() => expect(server.realtime.stats().connections).toBe(0))
  })

  it('ends when the server closes, and resumes on the next', async () => {
    const server = await TestServer.start()
    const client = server.client()
    await client.connection.once('connected')
    const disconnected = client.connection.once('disconnected')
    await server.realtime.close()
    expect((await disconnected).reason?.code).toBe(80003)
  })
})

describe('a refused connection', () => {
  it.each<[string, number, Ably.ClientOptions]>([
    ['a wrong secret', 40101, { key: `${KEY.name}:wrong` }],
    ['an unknown key', 40101, { key: 'this.is:wrong' }],
    ['an unknown app', 40400, { key: 'nobody.key:wrong' }],
    ['a token with a wrong signature', 40101, { token: tokenFor({}, { name: KEY.name, secret: 'wrong' }) }],
    ['a token with an unknown kid', 40400, { token: tokenFor({}, { name: 'invalid.invalid', secret: 'x' }) }],
    ['a token of another client', 40102, { token: tokenFor({ clientId: 'vera' }), clientId: 'ada' }],
  ])('%s fails with %i', async (_, code, options) => {
    const server = await TestServer.start()
    const client = server.client(options)
    const { reason } = await client.connection.once('failed')
    expect(reason?.code).toBe(code)
  })

  it.each([
    [40101, { key: '' }],
    [40144, { key: '', access_token: 'garbage' }],
    [40142, { key: '', access_token: tokenFor({ ttlMs: -1 }) }],
    [40012, { clientId: '*' }],
    [40017, { v: '1' }],
    [40003, { format: 'xml' }],
  ])('gets an ERROR frame with %i for %j', async (code, params) => {
    const server = await TestServer.start()
    const socket = await server.socket(params)
    expect(await socket.next(9)).toMatchObject({ error: { code, statusCode: expect.any(Number) } })
    await socket.closed()
  })
})

describe('capabilities', () => {
  it('are the intersection of token and key, per channel', async () => {
    const server = await TestServer.start()
    const client = server.client({ token: tokenFor({ capability: { '*': ['*'] } }, WEAK_KEY) })
    await client.channels.get('room:1').attach()
    expect(client.channels.get('room:1').modes).toEqual(['subscribe', 'presence_subscribe'])
    await expect(client.channels.get('room:1').publish('x', '')).rejects.toMatchObject({ code: 40160 })
    await expect(client.channels.get('other').attach()).rejects.toMatchObject({ code: 40160 })
    expect(client.connection.state).toBe('connected')
  })

  it('apply over REST, too', async () => {
    const server = await TestServer.start()
    const rest = server.rest({ key: `${WEAK_KEY.name}:${WEAK_KEY.secret}` })
    await expect(rest.channels.get('room:1').publish('x', '')).rejects.toMatchObject({ code: 40160 })
    await expect(rest.channels.get('room:1').history()).rejects.toMatchObject({ code: 40160 })
    expect((await rest.channels.get('room:1').presence.get()).items).toEqual([])
  })
})
