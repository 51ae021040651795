import { expect } from 'vitest'
import { type Sent, send } from './send'
import { measure, slowness } from './standstill'

/** So many are sent together. Each is handled in turns of its own; where one stands still, it is looked for. */
const TOGETHER = 10

/**
 * Sends the worst, and fails for each that keeps everybody else waiting or that the server has no plan for.
 *
 * @param honest the same request as it should be, to warm up with
 */
export async function expectNoStandstill(
  port: number,
  honest: Sent,
  inputs: readonly (readonly [name: string, sent: Sent])[],
): Promise<void> {
  await send(port, honest)
  const faults: string[] = []
  const tryThem = (some: typeof inputs) =>
    excess(async () => {
      const statuses = await Promise.all(some.map(([, sent]) => send(port, sent)))
      for (const [index, [name]] of some.entries()) if (statuses[index] === 500) faults.push(`${name}: 500`)
    })
  for (let from = 0; from < inputs.length; from += TOGETHER) {
    const some = inputs.slice(from, from + TOGETHER)
    if ((await tryThem(some)) === 0) continue
    for (const one of some) {
      const standstillMs = await tryThem([one])
      if (standstillMs > 0) faults.push(`${one[0]}: ${standstillMs.toFixed(0)} ms`)
    }
  }
  expect(faults).toEqual([])
}

/** What a quiet machine may stand still for, in milliseconds. */
const QUIET_MS = 50

/**
 * For how long something stands still, in milliseconds; 0 within the bound. The best of a few times, because a busy machine
 * only adds to it; and where it still is much, compared with what this machine does meanwhile.
 */
export async function excess(act: () => Promise<void>): Promise<number> {
  let shortestMs = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 5; attempt++) {
    shortestMs = Math.min(shortestMs, (await measure(act)).standstillMs)
    if (shortestMs <= QUIET_MS || shortestMs <= QUIET_MS * slowness()) return 0
  }
  return shortestMs
}
