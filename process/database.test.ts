import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { env } from '@/server/env'
import { databaseUrl } from '@/server/impatient-client'
import { prepareDatabase } from './database'

const FATAL = { S: 'FATAL', V: 'FATAL', C: '57P03', M: 'the database system is starting up' }

it('waits for a server that says it is only starting', async () => {
  const url = await startingServer({ refusals: 3 })
  // It came through: the database of the tests is quick, and loses what it has confirmed.
  await expect(prepareDatabase({ ...env(), DATABASE_URL: url })).rejects.toThrow('turn on fsync')
})

it('does not wait for one that is not there', async () => {
  const url = databaseUrl().replace(/:\d+\//, ':1/')
  await expect(prepareDatabase({ ...env(), DATABASE_URL: url })).rejects.toThrow('ECONNREFUSED')
})

/** The address of the tests' server behind one that refuses at first, as PostgreSQL does while it replays its log. */
async function startingServer({ refusals }: { refusals: number }): Promise<string> {
  const { hostname, port } = new URL(databaseUrl())
  let refused = 0
  const server = createServer((socket) => {
    socket.on('error', () => {})
    refused += 1
    if (refused <= refusals) socket.once('data', () => socket.end(errorResponse(FATAL)))
    else socket.pipe(connect(Number(port), hostname)).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = new URL(databaseUrl())
  url.port = String((server.address() as AddressInfo).port)
  return url.href
}

/** https://www.postgresql.org/docs/current/protocol-error-fields.html */
function errorResponse(fields: Record<string, string>): Buffer {
  const body = Object.entries(fields)
    .map(([field, value]) => `${field}${value}\0`)
    .join('')
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + body.length + 1)
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(`${body}\0`)])
}
