import { once } from 'node:events'
import { request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { BUILD, BUILD_HEADER } from '@/contract/build'
import { env, provideEnv } from '@/server/settings/env'
import { createApiListener } from './api-server'
import { createWebServer, serve } from './web-server'

it('passes on the address of the client, not of the proxy', async () => {
  const server = createWebServer()
  const handleRequest = vi.fn((_request, response) => response.end())
  const handleUpgrade = vi.fn((_request, socket) => socket.destroy())
  const api = vi.fn((_request, response) => response.end())
  serve(server, {
    api,
    pages: { listener: vi.fn(), handleUpgrade: vi.fn(), close: vi.fn() },
    realtime: { handleRequest, handleUpgrade, close: vi.fn(), stats: vi.fn() },
    clientOf: () => '203.0.113.7',
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const upgrade = request({ port, path: '/?v=6', headers: { connection: 'Upgrade', upgrade: 'websocket' } })
  upgrade.on('error', () => {}).end()
  await new Promise((resolve) => upgrade.once('close', resolve))
  for (const path of ['/channels/x/messages', '/api/x']) await fetch(`http://127.0.0.1:${port}${path}`)
  server.close()

  expect(api.mock.calls[0]?.at(-1)).toBe('203.0.113.7')
  for (const listener of [handleRequest, handleUpgrade])
    expect(listener.mock.calls[0]?.at(-1)).toEqual({ address: '203.0.113.7', isSecure: false })
})

describe('every request', () => {
  let server: Server
  let port: number
  beforeAll(async () => {
    server = createWebServer()
    serve(server, {
      api: createApiListener(),
      pages: {
        listener: async (asked, response) => {
          let body = ''
          for await (const chunk of asked) body += chunk
          if (asked.url === '/slow') await new Promise((resolve) => setTimeout(resolve, 50))
          response.end(`${asked.method} ${asked.url} ${body}`)
        },
        handleUpgrade: vi.fn(),
        close: vi.fn(),
      },
      realtime: null,
      clientOf: () => '203.0.113.7',
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'
  it.each([
    ['GET', '/page', h2c, ''],
    ['GET', '/other?x=1', 'Connection: upgrade\r\nUpgrade: TLS/1.0, HTTP/2.0\r\n', ''],
    ['POST', '/page', `${h2c}Content-Length: 5\r\n`, 'hello'],
  ])('answers a %s of %s as if it did not request an upgrade', async (method, path, headers, body) => {
    const answer = await exchange(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n${body}`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain(`${method} ${path} ${body}`)
  })

  it.each([
    ['a page', 'GET /page', 'localhost', 200],
    ['an answer of the API', 'GET /api/nowhere', 'localhost', 404],
    ['a refused host', 'GET /page', 'evil.example', 421],
    ['a whole address', 'GET http://localhost/page', 'localhost', 400],
  ])('names the build in %s', async (_, line, host, status) => {
    const answer = await exchange(`${line} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(new RegExp(`^${BUILD_HEADER}: ${BUILD}\\r$`, 'm'))
  })

  it('keeps answering on such a connection', async () => {
    const answer = await exchange(
      `GET /one HTTP/1.1\r\nHost: localhost\r\n${h2c}\r\nGET /two HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      'GET /two',
    )
    expect(answer.indexOf('GET /one')).toBeLessThan(answer.indexOf('GET /two'))
  })

  it('answers a client that keeps requesting upgrades, and closes the connection', async () => {
    const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${h2c}\r\n`
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let answer = ''
    for (const path of ['/1st', '/2nd', '/3rd']) {
      socket.write(ask(path))
      if (path === '/3rd') break
      while (!answer.includes(`GET ${path}`)) answer += String((await once(socket, 'data'))[0])
    }
    if (!socket.closed) await once(socket, 'close')
    expect(answer.match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
    expect(answer).toMatch(/Connection: close/i)
    expect(answer).not.toContain('/3rd')
  })

  it.each([
    ['another protocol', h2c],
    ['a WebSocket', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
  ])('closes a connection that requests %s behind an unanswered request', async (_, upgrade) => {
    const first = 'GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n'
    const answer = await exchange(
      `${first}GET /page HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`,
      'GET /page',
    )
    expect(answer).not.toMatch(/HTTP\/1\.1 101|GET \/page/)
  })

  it.each([
    'Host: localhost\r\nHost: localhost',
    'Host: localhost\r\nhost: other',
    'Host: localhost\r\nHost: other\r\nUpgrade: h2c\r\nConnection: upgrade',
  ])('refuses two hosts: %j', async (headers) => {
    expect(await exchange(`GET / HTTP/1.1\r\n${headers}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('refuses two hosts, however many headers are between them', async () => {
    const headers = `Host: localhost${'\r\na:'.repeat(2_100)}\r\nHost: other`
    expect(await exchange(`GET / HTTP/1.1\r\n${headers}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('keeps idle connections open longer than proxies do', async () => {
    const answer = await exchange('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(Number(/Keep-Alive: timeout=(\d+)/i.exec(answer)?.[1])).toBeGreaterThan(60)
  })

  it.each(['/api/nothing', '/api/health/x', '/page'])(
    'tells browsers not to sniff the type of %s',
    async (path) => {
      const { headers } = await fetch(`http://127.0.0.1:${port}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toBe(null)
    },
  )

  /** Sends bytes and resolves with the response once it contains `awaited`. */
  async function exchange(bytes: string, awaited = '\r\n\r\n'): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    let answer = ''
    for await (const chunk of socket) {
      answer += chunk
      if (answer.includes(awaited) && !/\r\n\r\n$/.test(answer)) break
      if (/ 400 /.test(answer)) break
    }
    socket.destroy()
    return answer
  }
})

it('tells browsers to stay on HTTPS if the public address uses it', async () => {
  const usual = env()
  provideEnv({ ...usual, PUBLIC_URL: 'https://chat.example.com' })
  onTestFinished(() => provideEnv(usual))
  const server = createWebServer()
  serve(server, {
    api: createApiListener(),
    pages: { listener: (_asked, response) => response.end(), handleUpgrade: vi.fn(), close: vi.fn() },
    realtime: null,
    clientOf: () => '203.0.113.7',
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  for (const path of ['/api/nothing', '/', '/_next/static/x.js']) {
    const { headers } = await fetch(`http://127.0.0.1:${port}${path}`)
    expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000')
  }
})
