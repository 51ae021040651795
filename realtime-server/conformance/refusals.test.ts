import { describe, expect, it } from 'vitest'
import { KEY, TestServer } from './server'

describe('a refusal', () => {
  it.each([
    [15, 'messages', [{ name: 'text' }]],
    [14, 'presence', [{ action: 2 }]],
  ])('with 40160 names the mode missing for action %i', async (action, name, content) => {
    const server = await TestServer.start()
    const socket = await server.socket({ clientId: 'ada' })
    socket.send({ action: 10, channel: 'room', params: { modes: 'subscribe' } })
    await socket.next(11)
    socket.send({ action, channel: 'room', msgSerial: 0, [name]: content })
    expect((await socket.next(2)).error).toMatchObject({ code: 40160, statusCode: 401 })
  })

  it('with 40163 says that tokens of the key cannot be revoked', async () => {
    const server = await TestServer.start({ keys: [{ ...KEY, revocableTokens: false }] })
    const revocation = server.rest().auth.revokeTokens([{ type: 'clientId', value: 'ada' }])
    await expect(revocation).rejects.toMatchObject({ code: 40163, statusCode: 401 })
  })

  it.each([
    ['[filter=bmFtZQ==]room', 'filter'],
    ['[meta]room', 'meta'],
    ['[unknown]room', 'qualifier'],
    ['[room', 'qualifier'],
  ])('with 40010 for %s names the missing feature, and leaves the connection alone', async (name, word) => {
    const client = (await TestServer.start()).client()
    await expect(client.channels.get(name).attach()).rejects.toMatchObject({
      code: 40010,
      message: expect.stringContaining(word),
    })
    await client.channels.get('room').attach()
  })

  it('with 40020 tells clients below version 3 that part of their batch failed', async () => {
    const server = await TestServer.start()
    const batch = { channels: ['room', '[invalid'], messages: { data: 'text' } }
    const { items, ...answer } = await server.rest().request('post', '/messages', 2, {}, batch)
    expect(answer).toMatchObject({ success: false, statusCode: 400, errorCode: 40020 })
    expect(items[0].error).toMatchObject({ code: 40020 })
    expect(items[0].batchResponse).toMatchObject([{ channel: 'room' }, { error: { code: 40010 } }])
  })

  it('does not reach clients below version 3 whose whole batch was published', async () => {
    const server = await TestServer.start()
    const batch = { channels: ['a', 'b'], messages: { data: 'text' } }
    const { items, statusCode } = await server.rest().request('post', '/messages', 2, {}, batch)
    expect(statusCode).toBe(201)
    expect(items).toMatchObject([{ channel: 'a' }, { channel: 'b' }])
  })
})

describe('a token request', () => {
  it('may come in the query', async () => {
    const server = await TestServer.start()
    const request = await server.rest().auth.createTokenRequest({ clientId: 'ada' })
    const query = new URLSearchParams(Object.entries(request).map(([name, value]) => [name, String(value)]))
    const response = await fetch(`${server.url}/keys/${KEY.name}/requestToken?${query}`)
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ clientId: 'ada', keyName: KEY.name })
  })

  it('for an unknown key gets 40400, whatever the method', async () => {
    const server = await TestServer.start()
    const path = '/keys/conf01.nobody/requestToken'
    expect(await server.rest().request('get', path, 3)).toMatchObject({ statusCode: 404, errorCode: 40400 })
  })
})
