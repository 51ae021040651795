import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { encode } from '@msgpack/msgpack'
import { describe, expect, it } from 'vitest'
import { TestServer, tokenFor } from './server'

type Asked = { method?: string; path: string; body?: string | Uint8Array; headers?: Record<string, string> }

/** Sends a request verbatim: `fetch` would normalize it. */
async function ask(server: TestServer, { method = 'GET', path, body, headers }: Asked) {
  const outgoing = request({
    port: server.port,
    host: '127.0.0.1',
    method,
    path,
    headers: {
      authorization: `Basic ${btoa(server.key)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  })
  outgoing.end(body)
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const answer = await text(response)
  return {
    response,
    error: response.headers['content-type'] === 'application/json' && JSON.parse(answer).error,
  }
}

/** Expects the same code in status, body and headers, with the exact content type that the SDK reads. */
function expectRefusal({ response, error }: Awaited<ReturnType<typeof ask>>, code: number): void {
  expect(response.headers['content-type']).toBe('application/json')
  expect(error).toEqual({ code, statusCode: response.statusCode, message: expect.any(String) })
  expect(response.statusCode).toBe(Number(String(code).slice(0, 3)))
  expect(response.headers['x-ably-errorcode']).toBe(String(code))
  expect(response.headers['x-ably-errormessage']).toBe(error.message)
}

const messages = '/channels/room/messages'

describe('bodies', () => {
  it.each([
    ['nothing', '', 40000],
    ['text that is not JSON', '{"name":', 40000],
    ['null', 'null', 40000],
    ['a number', '1', 40000],
    ['an empty list', '[]', 40000],
    ['a list of nothing', '[null]', 40000],
    ['a list in a list', '[[{}]]', 40000],
    ['a hundred thousand lists', '['.repeat(100_000), 40000],
    ['too many messages', JSON.stringify(Array.from({ length: 1_001 }, () => ({}))), 40009],
    ['an invalid name', '{"name":{}}', 40000],
    ['data that is an object', '{"data":{"a":1}}', 40013],
    ['data not in its encoding', '{"data":"!","encoding":"base64"}', 40013],
    ['an invalid encoding', '{"data":"x","encoding":7}', 40013],
    ['an invalid client id', '{"clientId":["vera"]}', 40012],
    ['a wildcard client id', '{"clientId":"*"}', 40012],
    ['extras that are a list', '{"extras":[]}', 40032],
    ['extras of lists in lists', `{"extras":{"a":${'['.repeat(40)}${']'.repeat(40)}}}`, 40032],
    ['extras of objects in objects', `{"extras":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`, 40032],
    ['extras that pollute', '{"extras":{"a":{"__proto__":{"admin":true}}}}', 40032],
    ['ids that do not belong together', '[{"id":"a:0"},{"id":"b:1"}]', 40031],
    ['an unknown connection key', '{"connectionKey":"x!y"}', 40006],
    ['too much', JSON.stringify({ data: 'x'.repeat(65_537) }), 40009],
    ['far too much', 'x'.repeat(2 * 1024 * 1024 + 1), 40009],
  ])('of %s are refused', async (_, body, code) => {
    const server = await TestServer.start()
    expectRefusal(await ask(server, { method: 'POST', path: messages, body }), code)
    expect((await server.rest().channels.get('room').history()).items).toEqual([])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it.each([
    ['that claims more than it has', Buffer.from('ddffffffff', 'hex')],
    ['that is nested endlessly', Buffer.alloc(100_000, 0x91)],
    ['with a key of __proto__', Buffer.from('81a95f5f70726f746f5f5f80', 'hex')],
    ['that is a timestamp', Buffer.from('d6ff00000000', 'hex')],
    ['that is a number', encode(7)],
  ])('of msgpack %s are refused', async (_, body) => {
    const server = await TestServer.start()
    const headers = { 'content-type': 'application/x-msgpack' }
    expectRefusal(await ask(server, { method: 'POST', path: messages, body, headers }), 40000)
  })

  it.each([
    ['/messages', '{"channels":{},"messages":{}}', 40000],
    ['/messages', '[{"channels":[],"messages":[]}]', 40000],
    ['/messages', JSON.stringify({ channels: Array.from({ length: 101 }, () => 'x'), messages: [] }), 40000],
    ['/keys/conf01.main/requestToken', '[]', 40000],
    ['/keys/conf01.main/requestToken', '{"capability":{}}', 40000],
    ['/keys/conf01.main/requestToken', '{"capability":"[]"}', 40000],
    ['/keys/conf01.main/requestToken', '{"ttl":"long"}', 40003],
    ['/keys/conf01.main/requestToken', '{"ttl":1e99}', 40003],
    ['/keys/conf01.main/requestToken', '{"clientId":""}', 40012],
    ['/keys/conf01.main/requestToken', '{"mac":[],"nonce":1}', 40101],
    ['/keys/conf01.main/revokeTokens', '{"targets":"clientId:x"}', 40000],
    ['/keys/conf01.main/revokeTokens', '{"targets":[],"issuedBefore":"now"}', 40003],
  ])('%s refuses %.60s', async (path, body, code) => {
    const server = await TestServer.start()
    expectRefusal(await ask(server, { method: 'POST', path, body }), code)
  })
})

describe('addresses', () => {
  it.each([
    [`${messages}?limit=-1`, 40003],
    [`${messages}?limit=1e3`, 40003],
    [`${messages}?limit=%00`, 40003],
    [`${messages}?start=-5`, 40003],
    [`${messages}?end=99999999999999999999`, 40003],
    [`${messages}?from_serial=../..`, 40003],
    ['/channels/room/presence?cursor=-1', 40003],
    ['/presence', 40003],
    ['/channels/%2e%2e/messages', 40010],
    ['/channels/%00/messages', 40010],
    ['/channels/%zz/messages', 40000],
    [`/channels/${'x'.repeat(3_000)}/messages`, 40010],
    ['/channels//messages', 40010],
    ['/channels/a/b/c/d/e', 40400],
    ['/keys/__proto__/requestToken', 40400],
  ])('%j is refused with %i', async (path, code) => {
    const server = await TestServer.start()
    expectRefusal(await ask(server, { path }), code)
  })

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('a channel may be called %s', async (name) => {
    const server = await TestServer.start()
    const channel = server.rest().channels.get(name)
    await channel.publish('x', '')
    expect((await channel.history()).items).toHaveLength(1)
    const page = await ask(server, { path: `/presence?channels=${name}` })
    expect(page.response.statusCode).toBe(200)
  })
})

describe('headers', () => {
  it.each([
    ['Basic', 40101],
    ['Basic !!!', 40101],
    ['Basic Og==', 40101],
    [`Basic ${btoa('x'.repeat(5_000))}`, 40101],
    ['Bearer ....', 40101],
    [`Bearer ${btoa('\u0000')}`, 40101],
    ['Digest x', 40101],
    [`Bearer ${btoa(tokenFor({ ttlMs: -1 }))}`, 40142],
  ])('with the credentials %.30s are refused', async (authorization, code) => {
    const server = await TestServer.start()
    expectRefusal(await ask(server, { path: messages, headers: { authorization } }), code)
  })

  it('with another client’s id are refused', async () => {
    const server = await TestServer.start()
    const authorization = `Bearer ${btoa(tokenFor({ clientId: 'vera' }))}`
    const headers = { authorization, 'x-ably-clientid': btoa('ada') }
    expectRefusal(await ask(server, { path: messages, headers }), 40102)
  })

  it('larger than Node accepts get 431, and do no other harm', async () => {
    const server = await TestServer.start()
    const answer = await ask(server, { path: messages, headers: { 'x-large': 'x'.repeat(20_000) } })
    expect(answer.response.statusCode).toBe(431)
    expect(await server.rest().time()).toBeGreaterThan(0)
  })
})

describe('requests that end early', () => {
  it('do no harm', async () => {
    const server = await TestServer.start()
    for (const part of [
      'POST',
      `POST ${messages} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"name"`,
    ]) {
      const socket = connect(server.port, '127.0.0.1').resume()
      socket.end(part)
      await once(socket, 'close')
    }
    expect(await server.rest().time()).toBeGreaterThan(0)
    expect((await server.rest().channels.get('room').history()).items).toEqual([])
  })
})
