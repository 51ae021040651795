import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env, provideEnv, readEnv } from '@/server/settings/env'
import { type RunningServer, startServer } from '@/tests/running-server'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const EVIL = 'Host: rebind.evil.example\r\n'
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
const setUp = JSON.stringify({ token: 'x', name: 'x', email: 'a@b.co', password: 'correct horse battery' })

/** What a browser sends for a page whose name points at this machine (DNS rebinding). */
const forged = {
  'a call': `GET /api/support/availability HTTP/1.1\r\n${EVIL}\r\n`,
  'an unknown call': `GET /api/nothing HTTP/1.1\r\n${EVIL}\r\n`,
  'the health check': `GET /api/health?x HTTP/1.1\r\n${EVIL}\r\n`,
  'the set-up': `POST /api/setup HTTP/1.1\r\n${EVIL}Origin: http://rebind.evil.example\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: ${setUp.length}\r\n\r\n${setUp}`,
  'a page': `GET /sign-in HTTP/1.1\r\n${EVIL}\r\n`,
  'a file': `GET /_next/static/chunks/main.js HTTP/1.1\r\n${EVIL}\r\n`,
  'realtime over REST': `GET /time HTTP/1.1\r\n${EVIL}\r\n`,
  'realtime over requests': `GET /comet/connect HTTP/1.1\r\n${EVIL}\r\n`,
  'a WebSocket': `GET /?v=6 HTTP/1.1\r\n${EVIL}${UPGRADE}\r\n`,
  'hot reload': `GET /_next/webpack-hmr HTTP/1.1\r\n${EVIL}${UPGRADE}\r\n`,
  'a call without any host': 'GET /api/support/availability HTTP/1.0\r\n\r\n',
  'a forwarded host from an untrusted proxy': `GET /time HTTP/1.1\r\n${EVIL}X-Forwarded-Host: localhost\r\n\r\n`,
}

describe('a request for another host', () => {
  it.each(Object.entries(forged))('%s gets 421 and the setting to change', async (_, bytes) => {
    const answer = await send(bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
    expect(answer).toMatch(/PUBLIC_URL.*ALLOWED_HOSTS/)
    expect(answer).not.toMatch(/set-cookie/i)
    expect(answer).not.toContain('evil')
  })

  it('of the API gets an API error', async () => {
    const [, body = ''] = (await send(forged['a call'])).split('\r\n\r\n')
    expect(JSON.parse(body).error).toMatchObject({
      code: 'misdirected_request',
      requestId: expect.stringMatching(/^[\w-]{36}$/),
    })
  })

  it('with two hosts gets 400', async () => {
    for (const second of ['rebind.evil.example', 'localhost'])
      expect(await send(`GET /time HTTP/1.1\r\nHost: localhost\r\nHost: ${second}\r\n\r\n`)).toMatch(/ 400 /)
  })
})

describe('a request for our host', () => {
  it.each([`localhost:3000`, 'LOCALHOST.', '127.0.0.1', '[::1]:80', '192.168.7.7'])(
    '%s is answered',
    async (host) => {
      expect(await send(`GET /time HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(/ 200 /)
      expect(await send(`GET /?v=6 HTTP/1.1\r\nHost: ${host}\r\n${UPGRADE}\r\n`)).toMatch(/ 101 /)
    },
  )

  it.each(['HTTP/1.0\r\n', 'HTTP/1.1\r\nHost:\r\n', 'HTTP/1.0\r\nHost: 10.1.2.3\r\n'])(
    'may be missing for the health check: %j',
    async (rest) => {
      expect(await send(`GET /api/health ${rest}Connection: close\r\n\r\n`)).toMatch(
        / (200|503) [\s\S]*"status":/,
      )
    },
  )

  it('may be named by a trusted proxy', async () => {
    const trusting = await startServer({
      TRUSTED_PROXIES: ['127.0.0.1'],
      PUBLIC_URL: 'https://chat.example.com',
    })
    try {
      const ask = (forwarded: string) =>
        send(`GET /time HTTP/1.1\r\nHost: app:3000\r\n${forwarded}Connection: close\r\n\r\n`, trusting.port)
      expect(await ask('')).toMatch(/ 421 /)
      expect(await ask('X-Forwarded-Host: chat.example.com\r\n')).toMatch(/ 200 /)
      expect(await ask('X-Forwarded-Host: evil.example\r\n')).toMatch(/ 421 /)
    } finally {
      await trusting.stop()
      provideEnv(readEnv({ ...process.env, AUTH_SECRET: env().AUTH_SECRET }))
    }
  })
})

/** Writes bytes and returns what comes back until the connection ends, or an upgrade is accepted. */
function send(bytes: string, port = server.port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.startsWith('HTTP/1.1 101')) socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(received))
    socket.write(bytes)
  })
}
