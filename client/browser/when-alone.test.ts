// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { whenAlone } from './when-alone'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const task = vi.fn(async () => 'done')
afterEach(() => task.mockClear())

const never = new Promise<never>(() => {})

describe('runs the task once', () => {
  it.each<[string, unknown]>([
    ['without locks', undefined],
    ['if locks are null', null],
    ['with a lock', { request: (_: string, __: unknown, run: () => unknown) => run() }],
    ['if the lock is refused', { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
    [
      'when asking for it throws',
      {
        request: () => {
          throw new DOMException('no', 'InvalidStateError')
        },
      },
    ],
    ['if there is no request method', {}],
    ['if the lock is never granted', { request: () => never }],
    [
      'when the lock comes too late',
      { request: (_: string, __: unknown, run: () => unknown) => later(60_000).then(run) },
    ],
    [
      'when the lock is lost afterwards',
      {
        request: async (_: string, __: unknown, run: () => unknown) => {
          await run()
          throw new DOMException('stolen', 'AbortError')
        },
      },
    ],
  ])('%s', async (_, locks) => {
    vi.stubGlobal('navigator', { locks })
    const outcome = whenAlone('outbox', task)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await outcome).toBe('done')
    expect(task).toHaveBeenCalledTimes(1)
  })

  it('if accessing the locks throws', async () => {
    vi.stubGlobal('navigator', {
      get locks() {
        throw new DOMException('no', 'SecurityError')
      },
    })
    expect(await whenAlone('outbox', task)).toBe('done')
    expect(task).toHaveBeenCalledTimes(1)
  })
})

it('does not time out once it has the lock', async () => {
  vi.stubGlobal('navigator', {
    locks: { request: (_: string, __: unknown, run: () => unknown) => run() },
  })
  const slow = vi.fn(() => later(30_000).then(() => 'done'))
  const outcome = whenAlone('outbox', slow)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await outcome).toBe('done')
  expect(slow).toHaveBeenCalledTimes(1)
})

it('waits the full time only once if locks are never granted, and again after one is', async () => {
  const durations: number[] = []
  const measure = async (request: unknown) => {
    vi.stubGlobal('navigator', { locks: { request } })
    const startedAt = Date.now()
    const outcome = whenAlone('outbox', task).then(() => durations.push(Date.now() - startedAt))
    await vi.advanceTimersByTimeAsync(60_000)
    await outcome
  }
  const come = (_: string, __: unknown, run: () => unknown) => run()
  for (const request of [come, () => never, () => never, come, () => never]) await measure(request)
  expect(durations).toEqual([0, 5_000, 250, 0, 5_000])
})

it('rethrows the task’s error, and does not run it again', async () => {
  vi.stubGlobal('navigator', {
    locks: { request: async (_: string, __: unknown, run: () => unknown) => run() },
  })
  const failing = vi.fn(() => Promise.reject(new Error('the task’s own')))
  await expect(whenAlone('outbox', failing)).rejects.toThrow('the task’s own')
  expect(failing).toHaveBeenCalledTimes(1)
})

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
