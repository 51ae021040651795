import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { MAX_BODY_BYTES } from '@/contract/limits'
import { log } from '@/server/logger'
import { emptyDatabase } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'
import { sendRaw } from '@/tests/send-raw'

let server: RunningServer
beforeAll(async () => {
  await emptyDatabase()
  server = await startServer()
})
afterAll(() => server.stop())

it.each([
  ['of a known length', 'Content-Length: 100\r\n\r\n{"a'],
  ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n'],
])('a client that disconnects during a body %s causes no log entry', async (_, rest) => {
  const lines = (['warn', 'error'] as const).map((level) => vi.spyOn(log.http, level))
  onTestFinished(() => void vi.restoreAllMocks())
  for (const path of ['/api/support/conversations', '/api/setup', '/api/auth/sign-in/email']) {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${rest}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
  }
  // By the time this is answered, the broken request has been handled.
  for (let count = 0; count < 5; count++)
    await server.reach.fetch(`${server.reach.origin}/api/support/availability`)
  for (const line of lines) expect(line).not.toHaveBeenCalled()
})

it('a body in one-byte chunks is read up to the limit, without a web stream', async () => {
  const toWeb = vi.spyOn(Readable, 'toWeb')
  onTestFinished(() => void vi.restoreAllMocks())
  const send = (body: string) => {
    const chunks = [...body].map((letter) => `1\r\n${letter}\r\n`).join('')
    const head = 'POST /api/setup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    return sendRaw(server.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`)
  }
  const draft = { name: 'Olga', email: 'olga@example.com', password: 'correct horse battery', token: 'wrong' }
  expect(await send(JSON.stringify(draft))).toBe(403)
  expect(await send('{}')).toBe(400)
  expect(await send(JSON.stringify({ ...draft, name: 'x'.repeat(MAX_BODY_BYTES) }))).toBe(413)
  expect(toWeb).not.toHaveBeenCalled()
})
