import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { FakeClock } from '../testing/fake-clock'
import { KeepAlive } from './keep-alive'

it('sends at least twice within each client’s longest silence', () => {
  const { clock, client } = setUp()
  const [patient, hasty] = [client(15_000), client(5_000)]
  for (let second = 0; second < 60; second++) {
    clock.advance(1_000)
    for (const { socket } of [patient, hasty]) socket.bytesRead += 6
  }
  for (const { webSocket, maxIdleMs } of [patient, hasty]) {
    const pings = vi.mocked(webSocket.ping).mock.calls.length
    expect(pings).toBeGreaterThan(60_000 / maxIdleMs)
  }
})

it('ends only sockets that are silent for twice as long', () => {
  const { clock, client } = setUp()
  const [silent, alive] = [client(15_000), client(15_000)]
  for (let second = 0; second < 60; second++) {
    clock.advance(1_000)
    alive.socket.bytesRead += 6
    if (second < 29) expect(silent.webSocket.terminate).not.toHaveBeenCalled()
  }
  expect(silent.webSocket.terminate).toHaveBeenCalled()
  expect(alive.webSocket.terminate).not.toHaveBeenCalled()
})

it('sends heartbeats to clients that cannot see pings, and skips closed sockets', () => {
  const { clock, keepAlive, client } = setUp()
  const { webSocket, sendHeartbeat } = client(15_000)
  clock.advance(10_000)
  expect(sendHeartbeat).toHaveBeenCalledTimes(1)

  keepAlive.forget(webSocket)
  clock.advance(60_000)
  expect(sendHeartbeat).toHaveBeenCalledTimes(1)
  expect(webSocket.terminate).not.toHaveBeenCalled()
})

/** Inert sockets that count calls: only timing is under test. */
function setUp() {
  const clock = new FakeClock()
  const keepAlive = new KeepAlive(clock, 15_000)
  const client = (maxIdleMs: number) => {
    const watched = {
      webSocket: Object.assign(new EventEmitter(), {
        ping: vi.fn(),
        terminate: vi.fn(),
      }) as unknown as WebSocket,
      socket: { bytesRead: 0 } as { -readonly [Name in keyof Socket]: Socket[Name] },
      sendHeartbeat: vi.fn(),
      maxIdleMs,
    }
    keepAlive.watch(watched as typeof watched & { socket: Socket })
    return watched
  }
  return { clock, keepAlive, client }
}
