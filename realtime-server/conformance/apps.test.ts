import { describe, expect, it } from 'vitest'
import { TestServer, tokenFor } from './server'

const capability = { 'b:*': ['subscribe', 'publish'], a: ['presence'] }
const request = {
  keys: [
    {},
    { capability: JSON.stringify(capability) },
    { capability: { '*': ['subscribe'] } },
    { revocableTokens: true },
  ],
  namespaces: [
    { id: 'kept', persisted: true },
    { id: 'mutable', mutableMessages: true },
  ],
  channels: [
    {
      name: 'kept:seats',
      presence: [
        { clientId: 'vera', data: 'text' },
        { clientId: 'victor', data: '{"seat":2}', encoding: 'json' },
      ],
    },
  ],
}

type CreatedApp = {
  appId: string
  accountId: string
  keys: { keyName: string; keySecret: string; keyStr: string; capability: string }[]
  namespaces: object[]
}

async function startWithApps() {
  const server = await TestServer.start({ provisioning: true })
  const createApp = async (body: object = request): Promise<CreatedApp> => {
    const response = await post(server, '/apps', body)
    expect(response.status).toBe(201)
    return response.json()
  }
  return { server, createApp }
}

const post = (server: TestServer, path: string, body: unknown) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const deleteApp = (server: TestServer, appId: string, key: string) =>
  fetch(`${server.url}/apps/${appId}`, {
    method: 'DELETE',
    headers: { authorization: `Basic ${Buffer.from(key).toString('base64')}` },
  })

const keyOf = (app: CreatedApp, index = 0) => app.keys[index]?.keyStr ?? ''

describe('provisioning', () => {
  it('is off by default', async () => {
    const server = await TestServer.start()
    expect((await post(server, '/apps', request)).status).toBe(404)
  })

  it('creates an app with the requested keys and namespaces', async () => {
    const { createApp } = await startWithApps()
    const app = await createApp()
    expect(app.appId).toMatch(/^[A-Za-z0-9_-]{6}$/)
    expect(app.accountId).not.toBe('')
    expect(app.keys.map((key) => key.capability)).toEqual([
      '{"*":["*"]}',
      '{"a":["presence"],"b:*":["publish","subscribe"]}',
      '{"*":["subscribe"]}',
      '{"*":["*"]}',
    ])
    for (const { keyName, keySecret, keyStr } of app.keys) {
      expect(keyName.startsWith(`${app.appId}.`)).toBe(true)
      expect(keyStr).toBe(`${keyName}:${keySecret}`)
    }
    expect(app.namespaces).toMatchObject(request.namespaces)
  })

  it('creates an app with one key by default', async () => {
    const { createApp } = await startWithApps()
    expect((await createApp({})).keys).toHaveLength(1)
  })

  it.each([
    ['no object', []],
    ['keys that are not a list', { keys: {} }],
    ['an invalid key', { keys: ['key'] }],
    ['an invalid capability', { keys: [{ capability: '{"a":["fly"]}' }] }],
    ['a namespace without id', { namespaces: [{}] }],
    ['a channel without name', { channels: [{}] }],
    ['a member without client id', { channels: [{ name: 'room', presence: [{}] }] }],
  ])('refuses %s', async (_, body) => {
    const { server } = await startWithApps()
    expect((await post(server, '/apps', body)).status).toBe(400)
  })

  it('seeds members who never leave', async () => {
    const { server, createApp } = await startWithApps()
    const key = keyOf(await createApp())
    const { items } = await server.rest({ key }).channels.get('kept:seats').presence.get()
    expect(items.map(({ clientId, data }) => [clientId, data])).toEqual([
      ['vera', 'text'],
      ['victor', { seat: 2 }],
    ])
    const members = await server.client({ key }).channels.get('kept:seats').presence.get()
    expect(members).toHaveLength(2)
  })

  it('limits the members of a channel on request', async () => {
    const { server, createApp } = await startWithApps()
    const key = keyOf(await createApp({ limits: { presence: { maxMembers: 1 } } }))
    const channel = server.client({ key }).channels.get('room')
    await channel.presence.enterClient('vera')
    await expect(channel.presence.enterClient('victor')).rejects.toMatchObject({ code: 91003 })
  })
})

describe('two apps', () => {
  it('share no channels', async () => {
    const { server, createApp } = await startWithApps()
    const [a, b] = [await createApp(), await createApp()]
    const [ofA, ofB] = [server.client({ key: keyOf(a) }), server.client({ key: keyOf(b) })]
    const heard: unknown[] = []
    await ofB.channels.get('room').subscribe(({ data }) => heard.push(data))
    await ofB.channels.get('room').presence.enterClient('ben')

    await ofA.channels.get('room').publish('event', 'of a')
    expect(await ofA.channels.get('room').presence.get()).toEqual([])
    await ofB.channels.get('room').publish('event', 'of b')

    await expect.poll(() => heard).toEqual(['of b'])
    const { items } = await ofA.channels.get('room').history()
    expect(items.map(({ data }) => data)).toEqual(['of a'])
  })

  it('share no keys, connections or tokens', async () => {
    const { server, createApp } = await startWithApps()
    const [a, b] = [await createApp(), await createApp()]
    const [key] = b.keys
    if (!key) throw new Error('no key')
    const stolen = `${a.appId}.${key.keyName.split('.')[1]}:${key.keySecret}`
    await expect(server.rest({ key: stolen }).channels.get('room').history()).rejects.toMatchObject({
      code: 40101,
    })

    const socketOfA = await server.socket({ key: keyOf(a) })
    const { connectionId, connectionDetails } = await socketOfA.next(4)
    const thief = await server.socket({ key: keyOf(b), resume: connectionDetails.connectionKey })
    const answer = await thief.next(4)
    expect(answer.connectionId).not.toBe(connectionId)
    expect(answer.error.code).toBe(80018)

    const token = tokenFor({}, { name: key.keyName, secret: 'of somebody else' })
    await expect(server.rest({ token }).channels.get('room').history()).rejects.toMatchObject({ code: 40101 })
  })

  it('do not accept keys of an unknown app', async () => {
    const { server } = await startWithApps()
    const history = (key: string) => server.rest({ key }).channels.get('room').history()
    await expect(history('nobody.key:secret')).rejects.toMatchObject({ code: 40400, statusCode: 404 })
    await expect(history('this.is:wrong')).rejects.toMatchObject({ code: 40101, statusCode: 401 })
    const token = tokenFor({}, { name: 'invalid.invalid', secret: 'x' })
    await expect(server.rest({ token }).channels.get('room').history()).rejects.toMatchObject({ code: 40400 })
  })
})

describe('deleting an app', () => {
  it('requires its first key', async () => {
    const { server, createApp } = await startWithApps()
    const [a, b] = [await createApp(), await createApp()]
    expect((await deleteApp(server, a.appId, keyOf(b))).status).toBe(401)
    expect((await deleteApp(server, a.appId, keyOf(a, 1))).status).toBe(401)
    expect((await deleteApp(server, a.appId, keyOf(a))).status).toBe(204)
    expect((await deleteApp(server, a.appId, keyOf(a))).status).toBe(404)
  })

  it('ends its connections and no others', async () => {
    const { server, createApp } = await startWithApps()
    const [a, b] = [await createApp(), await createApp()]
    const [ofA, ofB] = [server.client({ key: keyOf(a) }), server.client({ key: keyOf(b) })]
    await Promise.all([ofA.connection.whenState('connected'), ofB.connection.whenState('connected')])

    await deleteApp(server, a.appId, keyOf(a))
    await ofA.connection.whenState('failed')
    expect(ofA.connection.errorReason).toMatchObject({ code: 40400 })
    expect(ofB.connection.state).toBe('connected')
  })
})
