import type * as Ably from 'ably'
import { describe, expect, it, vi } from 'vitest'
import { KEY, TestServer, tokenFor } from './server'

/** Tokens live a second here, and are renewed well before. */
const brief = { tokenRenewalLeadMs: 700, tokenRenewalFloorMs: 300 }

describe('an expiring token', () => {
  it('is renewed before, on the same connection', async () => {
    const server = await TestServer.start({ timings: brief })
    let issued = 0
    const client = server.client({
      authCallback: (_, done) => {
        issued++
        done(null, tokenFor({ clientId: 'vera', ttlMs: issued === 1 ? 1_000 : 60_000 }))
      },
    })
    await client.connection.once('connected')
    const { id, key } = client.connection
    const update = await client.connection.once('update')
    expect(update.current).toBe('connected')
    expect(issued).toBe(2)
    expect(client.connection).toMatchObject({ id, key })
  })

  it('disconnects a client without a new one, which reconnects with the next', async () => {
    const server = await TestServer.start({ timings: { tokenRenewalFloorMs: 5_000 } })
    let issued = 0
    const client = server.client({
      authCallback: (_, done) =>
        done(null, tokenFor({ clientId: 'vera', ttlMs: issued++ === 0 ? 400 : 60_000 })),
    })
    await client.connection.once('connected')
    const { id } = client.connection
    expect((await client.connection.once('disconnected')).reason?.code).toBe(40142)
    await client.connection.once('connected')
    expect(client.connection.id).toBe(id)
    expect(issued).toBe(2)
  })
})

describe('a renewed token', () => {
  const wide = { 'room:*': ['subscribe', 'publish'] }
  const narrow = { 'room:1': ['subscribe'] }

  it('narrows and widens attachments', async () => {
    const server = await TestServer.start()
    let capability: Record<string, string[]> = wide
    const client = server.client({
      authCallback: (_, done) => done(null, tokenFor({ clientId: 'vera', capability })),
    })
    const kept = client.channels.get('room:1')
    const lost = client.channels.get('room:2')
    await Promise.all([kept.attach(), lost.attach()])

    capability = narrow
    const failed = lost.once('failed')
    await client.auth.authorize()
    expect((await failed).reason?.code).toBe(40160)
    await vi.waitFor(() => expect(kept.modes).toEqual(['subscribe', 'presence_subscribe']))

    capability = wide
    await client.auth.authorize()
    await vi.waitFor(() => expect(kept.modes).toContain('publish'))
    expect(kept.state).toBe('attached')
  })

  it('that may subscribe where the last one could not receives the members', async () => {
    const server = await TestServer.start()
    await server.client({ clientId: 'ada' }).channels.get('room:1').presence.enter()
    const token = (...operations: string[]) =>
      tokenFor({ clientId: 'vera', capability: { 'room:1': operations } })
    const socket = await server.socket({ key: '', access_token: token('publish') })
    socket.send({ action: 10, channel: 'room:1' })
    await socket.next(11)
    socket.send({ action: 17, auth: { accessToken: token('publish', 'subscribe') } })
    expect((await socket.next(16)).presence).toMatchObject([{ clientId: 'ada' }])
  })

  it('of another client ends the connection', async () => {
    const server = await TestServer.start()
    const socket = await server.socket({ key: '', access_token: tokenFor({ clientId: 'vera' }) })
    await socket.next(4)
    socket.send({ action: 17, auth: { accessToken: tokenFor({ clientId: 'ada' }) } })
    expect((await socket.next(9)).error.code).toBe(40102)
    await socket.closed()
  })
})

describe('revocation', () => {
  it.each<[string, string]>([
    ['clientId', 'clientId:vera'],
    ['revocation key', 'revocationKey:user-1'],
    ['channel', 'channel:room:1'],
  ])('by %s disconnects the holder and refuses the token', async (_, target) => {
    const server = await TestServer.start()
    const claims = { clientId: 'vera', revocationKey: 'user-1', capability: { 'room:1': ['subscribe'] } }
    const token = tokenFor(claims)
    const socket = await server.socket({ key: '', access_token: token })
    const other = await server.socket()
    await Promise.all([socket.next(4), other.next(4)])
    const [type = '', ...value] = target.split(':')

    const answer = await server.rest().auth.revokeTokens([
      { type, value: value.join(':') },
      { type: 'nonsense', value: 'x' },
    ])
    expect(answer).toMatchObject({
      successCount: 1,
      failureCount: 1,
      results: [{ target }, { error: { statusCode: 400 } }],
    })
    expect((await socket.next(6)).error.code).toBe(40141)
    await socket.closed()
    expect((await (await server.socket({ key: '', access_token: token })).next(9)).error.code).toBe(40141)

    other.send({ action: 0, id: 'alive' })
    expect((await other.next(0)).id).toBe('alive')
  })

  it('with a margin gives holders time to renew their token', async () => {
    const server = await TestServer.start()
    let issued = 0
    const client = server.client({
      authCallback: (_, done) => done(null, tokenFor({ clientId: `vera`, ttlMs: 60_000 + issued++ })),
    })
    await client.connection.once('connected')
    const bystander = await server.socket({ key: '', access_token: tokenFor({ clientId: 'ada' }) })
    await bystander.next(4)
    const update = client.connection.once('update')

    const target = { type: 'clientId', value: 'vera' }
    const answer = await server.rest().auth.revokeTokens([target], { allowReauthMargin: true })
    await update
    expect(issued).toBe(2)
    expect(answer.results[0]).toMatchObject({ appliesAt: expect.any(Number) })
    bystander.send({ action: 0, id: 'x' })
    expect((await bystander.next(0)).id).toBe('x')
    expect(bystander.frames).toEqual([])
  })

  it('requires the signing key', async () => {
    const server = await TestServer.start()
    const ask = (authorization: string) =>
      fetch(`${server.url}/keys/${KEY.name}/revokeTokens`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{"targets":["clientId:vera"]}',
      })
    const refusal = await ask(`Bearer ${btoa(tokenFor({}))}`)
    expect([refusal.status, refusal.headers.get('x-ably-errorcode')]).toEqual([401, '40162'])
    expect((await ask(`Basic ${btoa('conf01.weak:another')}`)).headers.get('x-ably-errorcode')).toBe('40133')
  })
})

describe.each([
  ['JSON', false],
  ['msgpack', true],
])('a native token in %s', (_, useBinaryProtocol) => {
  const request = { clientId: 'vera', capability: { 'room:1': ['subscribe' as const, 'history' as const] } }

  it('works over connections and REST, also after a restart', async () => {
    const first = await TestServer.start()
    const { token } = await first.rest({ useBinaryProtocol }).auth.requestToken(request)
    for (const server of [first, await TestServer.start()]) {
      const client = server.client({ token, useBinaryProtocol })
      const channel = client.channels.get('room:1')
      await channel.attach()
      expect(client.auth.clientId).toBe('vera')
      await expect(channel.publish('x', '')).rejects.toMatchObject({ code: 40160 })
      const rest = server.rest({ token, useBinaryProtocol })
      expect((await rest.channels.get('room:1').history()).items).toEqual([])
      await expect(rest.channels.get('room:2').history()).rejects.toMatchObject({ code: 40160 })
    }
  })

  it('is refused by another server, over REST without provoking retries', async () => {
    const server = await TestServer.start()
    const { token } = await server.rest().auth.requestToken(request)
    const other = await TestServer.start({ keys: [{ ...KEY, secret: 'changed since' }] })
    const socket = await other.socket({ key: '', access_token: token })
    expect((await socket.next(9)).error).toMatchObject({ code: 40143, statusCode: 401 })
    const rest = other.rest({
      authCallback: (_, done) => done(null, token),
      useBinaryProtocol,
    })
    await expect(rest.channels.get('room:1').history()).rejects.toMatchObject({ code: 40101 })
  })

  it('is revoked like any other', async () => {
    const server = await TestServer.start()
    const client = server.client({
      token: (await server.rest().auth.requestToken(request)).token,
      useBinaryProtocol,
    })
    await client.connection.once('connected')
    const disconnected = client.connection.once('disconnected')
    await vi.waitFor(async () => {
      await server.rest().auth.revokeTokens([{ type: 'clientId', value: 'vera' }])
      expect(client.connection.state).not.toBe('connected')
    })
    expect((await disconnected).reason?.code).toBe(40141)
  })
})

describe('token requests', () => {
  it('are granted once, and refused after tampering', async () => {
    const server = await TestServer.start()
    const request: Ably.TokenRequest = await server
      .rest()
      .auth.createTokenRequest({ clientId: 'vera', ttl: 5_000 })
    const ask = async (body: object) => {
      const response = await fetch(`${server.url}/keys/${KEY.name}/requestToken`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: response.status, body: await response.json() }
    }
    expect(await ask({ ...request, clientId: 'ada' })).toMatchObject({
      status: 401,
      body: { error: { code: 40101 } },
    })
    const granted = await ask(request)
    expect(granted).toMatchObject({
      status: 201,
      body: { keyName: KEY.name, clientId: 'vera', capability: '{"[*]*":["*"]}' },
    })
    expect(granted.body.expires - granted.body.issued).toBe(5_000)
    expect(granted.body.token).toMatch(/^conf01\.[\w-]+$/)
    expect(await ask(request)).toMatchObject({ status: 401, body: { error: { code: 40105 } } })
  })
})
