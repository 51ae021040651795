import { expect, it } from 'vitest'
import { setUp, TestClient } from '../testing/client'
import type { App } from './app'
import { disconnectAll } from './disconnect-all'

it('disconnects many clients in batches, and resolves after the last one', async () => {
  const { hub, clock } = setUp()
  while (hub.connections.size < 250) new TestClient(hub, { key: 'app.key:secret' })
  const connected = () => [...hub.connections.values()].filter(({ isConnected }) => isConnected).length

  let isDone = false
  const done = disconnectAll([{ hub } as App], clock, 1_000).then(() => {
    isDone = true
  })
  expect(connected()).toBe(150)
  await advance(clock, 1_000)
  expect(connected()).toBe(50)
  expect(isDone).toBe(false)
  await advance(clock, 1_000)
  expect(connected()).toBe(0)
  await done
})

async function advance(clock: { advance(ms: number): void }, ms: number): Promise<void> {
  clock.advance(ms)
  await new Promise(setImmediate)
}
