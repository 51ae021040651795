import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { log } from '@/server/logger'
import { type RunningServer, startServer } from '@/tests/running-server'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

it.each([
  ['of a known length', 'Content-Length: 100\r\n\r\n{"a'],
  ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n'],
])('a client that goes away in the midst of a body %s writes nothing to the log', async (_, rest) => {
  const lines = (['warn', 'error'] as const).map((level) => vi.spyOn(log.http, level))
  onTestFinished(() => void vi.restoreAllMocks())
  for (const path of ['/api/support/conversations', '/api/setup', '/api/auth/sign-in/email']) {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${rest}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
  }
  // Whatever the server makes of it, it has made before it answers this.
  for (let count = 0; count < 5; count++)
    await server.reach.fetch(`${server.reach.origin}/api/support/availability`)
  for (const line of lines) expect(line).not.toHaveBeenCalled()
})
