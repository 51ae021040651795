import { expect } from 'vitest'
import { type Sent, send } from './send'
import { measure, slowness } from './standstill'

/** How many inputs are sent together. If one of them blocks, they are retried one by one. */
const TOGETHER = 10

/**
 * Sends the worst inputs, and fails for each that blocks the event loop or that the server does not handle.
 *
 * @param honest the same request with valid input, to warm up
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

/** How long a quiet machine may block, in milliseconds. */
const QUIET_MS = 50

/**
 * How long an input blocks, in milliseconds; 0 within the limit. Takes the best of several runs, because a busy machine only adds
 * time; if that is still long, scales it to this machine's current speed.
 */
export async function excess(act: () => Promise<void>): Promise<number> {
  let shortestMs = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 5; attempt++) {
    shortestMs = Math.min(shortestMs, (await measure(act)).standstillMs)
    if (shortestMs <= QUIET_MS || shortestMs <= QUIET_MS * slowness()) return 0
  }
  return shortestMs
}
