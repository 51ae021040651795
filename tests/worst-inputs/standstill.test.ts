import { expect, it } from 'vitest'
import { excess } from './no-standstill'
import { measure, slowness } from './standstill'

it('detects blocking work, and nothing else', { timeout: 60_000 }, async () => {
  const work = () => {
    for (let count = 0; count < 2_000; count++) JSON.parse(`[${'{"a":[1,2,3]},'.repeat(300)}0]`)
  }
  const turns = async (count: number, act: () => void) => {
    for (let turn = 0; turn < count; turn++) {
      act()
      await new Promise(setImmediate)
    }
  }
  const { standstillMs } = await measure(() => turns(3, work))
  expect(standstillMs).toBeGreaterThan(50 * slowness())
  expect(await excess(() => turns(3, work))).toBeGreaterThan(0)
  // Neither waiting nor much work in short turns is blocking.
  expect(await excess(() => new Promise((resolve) => setTimeout(resolve, 300)))).toBe(0)
  expect(await excess(() => turns(2_000, () => JSON.parse('[{"a":[1,2,3]}]')))).toBe(0)
})
