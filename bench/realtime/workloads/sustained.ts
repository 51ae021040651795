import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningServer } from '../server'

/** Long enough to compile all hot code: until then, a larger program looks slower than it is. */
const WARM_UP_MS = 10_000
const MEASURED_MS = 5_000
const PATIENCE_MS = 20_000

/** Deliveries, counted while traffic runs. */
export type Traffic = { delivered: number; expected: number; stop(): void }

/**
 * Warms up, then measures traffic.
 *
 * @returns deliveries a second, and microseconds of server CPU per delivery
 * @throws Error when a published message did not arrive
 */
export async function sustained(
  server: RunningServer,
  traffic: Traffic,
): Promise<{ rate: number; cpu: number }> {
  await sleep(WARM_UP_MS)
  const before = { delivered: traffic.delivered, cpu: server.cpuMicroseconds(), at: performance.now() }
  await sleep(MEASURED_MS)
  const delivered = traffic.delivered - before.delivered
  const cpu = server.cpuMicroseconds() - before.cpu
  const seconds = (performance.now() - before.at) / 1000

  traffic.stop()
  for (let waited = 0; traffic.delivered < traffic.expected; waited += 20) {
    if (waited > PATIENCE_MS)
      throw new Error(`${server.name} delivered ${traffic.delivered} of ${traffic.expected}`)
    await sleep(20)
  }
  return { rate: delivered / seconds, cpu: cpu / delivered }
}
