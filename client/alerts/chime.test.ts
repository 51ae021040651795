// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { chime, chimeOff } from './chime'

type Ring = (lock: unknown) => Promise<void>

const started = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  started.mockClear()
  chimeOff.set(false)
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running'
      currentTime = 0
    },
  )
  vi.stubGlobal(
    'OscillatorNode',
    class {
      connect = (next: unknown) => next
      start = started
      stop() {}
    },
  )
  vi.stubGlobal(
    'GainNode',
    class {
      gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} }
      connect = (next: unknown) => next
    },
  )
  stubNavigator({ userActivation: { hasBeenActive: true } })
})
afterEach(() => vi.useRealTimers())

it('plays two tones', async () => {
  await chime()
  expect(started).toHaveBeenCalledTimes(2)
})

it.each<[string, () => void]>([
  ['is switched off', () => chimeOff.set(true)],
  ['was never touched', () => stubNavigator({ userActivation: { hasBeenActive: false } })],
  ['cannot tell whether it was touched', () => stubNavigator({ userActivation: undefined })],
  [
    'has another tab that plays it',
    () => stubLocks(async (_name: string, _options: object, ring: Ring) => ring(null)),
  ],
  ['refuses locks', () => stubLocks(() => Promise.reject(new DOMException('no', 'SecurityError')))],
  [
    'has no sound',
    () =>
      vi.stubGlobal(
        'OscillatorNode',
        class {
          constructor() {
            throw new DOMException('no device')
          }
        },
      ),
  ],
])('stays silent, and does not throw, in a page that %s', async (_, arrange) => {
  arrange()
  await chime()
  expect(started).not.toHaveBeenCalled()
})

it('holds the lock for a while, so that other tabs stay silent', async () => {
  let isHeld = false
  stubLocks(async (_name: string, _options: object, ring: Ring) => {
    isHeld = true
    await ring({})
    isHeld = false
  })
  const rung = chime()
  await vi.advanceTimersByTimeAsync(1_900)
  expect([started.mock.calls.length, isHeld]).toEqual([2, true])
  await vi.advanceTimersByTimeAsync(200)
  await rung
  expect(isHeld).toBe(false)
})

function stubNavigator(parts: object): void {
  vi.stubGlobal('navigator', { ...parts })
}

function stubLocks(request: unknown): void {
  stubNavigator({ userActivation: { hasBeenActive: true }, locks: { request } })
}
