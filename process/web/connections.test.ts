import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type ConnectionLimits, limitConnections, takeTurns } from './connections'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
const unlimited = { perNetwork: 1_000, total: 1_000, isProxy: () => false }

it('lets a new connection replace an idle one, and refuses it if all are busy', async () => {
  const held: ServerResponse[] = []
  const port = await start({ ...unlimited, perNetwork: 2 }, (_request, response) => void held.push(response))
  const idle = await open(port)
  const busy = await open(port, REQUEST)
  await expect.poll(() => held.length).toBe(1)

  const third = await open(port, REQUEST)
  await closed(idle)
  await expect.poll(() => held.length).toBe(2)
  const fourth = await open(port, REQUEST)
  await closed(fourth)
  expect([busy.destroyed, third.destroyed, held.length]).toEqual([false, false, 2])
})

it('exempts a proxy from the network limit, but not from the overall one', async () => {
  const held: ServerResponse[] = []
  const limits = { perNetwork: 1, total: 3, isProxy: () => true }
  const port = await start(limits, (_request, response) => void held.push(response))
  const sockets = await Promise.all([1, 2, 3].map(() => open(port, REQUEST)))
  await expect.poll(() => held.length).toBe(3)

  await closed(await open(port, REQUEST))
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false, false, false])
})

// Only Linux has all of 127.0.0.0/8 by default.
it.skipIf(process.platform !== 'linux')(
  'admits a new network when others hold every connection: the largest gives way',
  async () => {
    const held: ServerResponse[] = []
    const limits = { perNetwork: 4, total: 7, isProxy: (address: string) => address === '127.0.0.9' }
    const port = await start(limits, (_request, response) => void held.push(response))
    const holders: Socket[] = []
    for (const address of [
      '127.0.0.2',
      '127.0.0.2',
      '127.0.0.2',
      '127.0.0.9',
      '127.0.0.9',
      '127.0.0.9',
      '127.0.0.9',
    ])
      holders.push(await open(port, REQUEST, address))
    await expect.poll(() => held.length).toBe(7)

    const neighbour = await open(port, REQUEST, '127.0.0.3')
    await closed(holders[0] as Socket)
    await expect.poll(() => held.length).toBe(8)
    // Closing another would not be fairer.
    await closed(await open(port, REQUEST, '127.0.0.3'))
    expect([neighbour, ...holders.slice(1)].map(({ destroyed }) => destroyed)).toEqual(Array(7).fill(false))
  },
)

it('answers pipelined requests in order, one at a time', async () => {
  let atOnce = 0
  let most = 0
  const port = await start(unlimited, async (request, response) => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((resolve) => setTimeout(resolve, 5))
    atOnce -= 1
    response.end(`<${request.url}>`)
  })
  const socket = await open(port)
  const text = textOf(socket)
  for (let number = 0; number < 20; number += 1) socket.write(`GET /${number} HTTP/1.1\r\nHost: x\r\n\r\n`)
  await expect.poll(() => text().includes('</19>')).toBe(true)

  expect([...text().matchAll(/<\/(\d+)>/g)].map(([, number]) => Number(number))).toEqual([
    ...Array(20).keys(),
  ])
  expect(most).toBe(1)
})

it('closes a connection that pipelines too many requests', async () => {
  const port = await start(unlimited, () => {})
  const socket = await open(port)
  socket.write(REQUEST.repeat(100))
  await closed(socket)
})

it('closes a connection that does not read, but waits for a slow answer', async () => {
  const large = Buffer.alloc(64 * 1024 * 1024)
  const port = await start({ ...unlimited, stalledMs: 200 }, async (request, response) => {
    if (request.url === '/slow') await new Promise((resolve) => setTimeout(resolve, 1_500))
    response.end(request.url === '/slow' ? 'at last' : large)
  })
  const deaf = await open(port)
  deaf.pause()
  deaf.write(REQUEST)
  const patient = await open(port)
  const text = textOf(patient)
  patient.write(REQUEST.replace('/', '/slow'))

  await expect.poll(() => text().includes('at last'), { timeout: 10_000 }).toBe(true)
  deaf.resume()
  let received = 0
  deaf.on('data', (chunk) => {
    received += chunk.length
  })
  await closed(deaf)
  expect(received).toBeLessThan(large.length)
})

async function start(
  limits: ConnectionLimits,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<number> {
  const server = createServer()
  limitConnections(server, limits)
  server.on('request', takeTurns(answer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  endings.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  return (server.address() as AddressInfo).port
}

async function open(port: number, bytes = '', localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  endings.push(() => socket.destroy())
  // Being disconnected is expected here.
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(bytes)
  socket.resume()
  return socket
}

function textOf(socket: Socket): () => string {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  return () => text
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await once(socket, 'close')
}

it('lets a client that was answered mid-body finish, and closes one that never does', async () => {
  const port = await start(unlimited, (request, response) => {
    response.writeHead(413).end()
    request.resume()
  })
  const head = (length: number) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`
  const honest = await open(port, head(100_000))
  const text = textOf(honest)
  await expect.poll(text).toMatch(/413/)
  honest.write(Buffer.alloc(100_000))
  honest.write(REQUEST)
  await expect.poll(() => text().match(/ 413 /g)?.length).toBe(2)

  const endless = await open(port, head(1_000_000_000))
  const rest = Buffer.alloc(64 * 1024)
  while (endless.writable) {
    if (!endless.write(rest))
      await new Promise((resolve) => endless.once('drain', resolve).once('close', resolve))
  }
  await closed(endless)
  // The allowance, plus what the network buffers.
  expect(endless.bytesWritten - endless.writableLength).toBeLessThan(64_000_000)
})
