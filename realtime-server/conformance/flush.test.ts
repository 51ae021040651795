import { expect, it, vi } from 'vitest'
import { TestServer } from './server'

const ACK = 1
const CONNECTED = 4
const CLOSED = 8
const ATTACHED = 11
const DETACHED = 13
const MESSAGE = 15

it('keeps the order of all frames on a socket', async () => {
  const server = await TestServer.start()
  const socket = await server.socket()
  const publish = (channel: string, msgSerial: number) =>
    socket.send({ action: 15, channel, msgSerial, messages: [{ name: String(msgSerial) }] })
  socket.send({ action: 10, channel: 'a' })
  publish('a', 0)
  publish('b', 1)
  socket.send({ action: 10, channel: 'b' })
  publish('b', 2)
  publish('a', 3)
  socket.send({ action: 12, channel: 'a' })
  publish('a', 4)
  publish('b', 5)

  await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ action: ACK, msgSerial: 5 }))
  const order = socket.frames
    .slice(1)
    .map(({ action, channel, msgSerial, messages }) =>
      action === MESSAGE ? [action, channel, messages[0].name] : [action, channel ?? msgSerial],
    )
  expect(order).toEqual([
    [ATTACHED, 'a'],
    [MESSAGE, 'a', '0'],
    [ACK, 0],
    [ACK, 1],
    [ATTACHED, 'b'],
    [MESSAGE, 'b', '2'],
    [ACK, 2],
    [MESSAGE, 'a', '3'],
    [ACK, 3],
    [DETACHED, 'a'],
    [ACK, 4],
    [MESSAGE, 'b', '5'],
    [ACK, 5],
  ])
})

it('flushes all frames before it closes', async () => {
  const server = await TestServer.start()
  const socket = await server.socket()
  await socket.next(CONNECTED)
  for (let msgSerial = 0; msgSerial < 20; msgSerial++)
    socket.send({ action: 15, channel: 'a', msgSerial, messages: [{ name: 'x' }] })
  socket.send({ action: 7 })

  await socket.closed()
  expect(socket.frames.map(({ action }) => action)).toEqual([...Array(20).fill(ACK), CLOSED])
})
