// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepTitle } from './title-keeper'

const OURS = '(2) Inbox · Porchlight'
const stops: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  document.title = 'Porchlight'
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.useRealTimers()
})

it('corrects the page’s own title, however often it occasionally changes', async () => {
  stops.push(keepTitle(OURS))
  expect(document.title).toBe(OURS)
  for (let navigation = 0; navigation < 20; navigation += 1) {
    document.title = 'Inbox · Porchlight'
    await vi.advanceTimersByTimeAsync(5_000)
    expect(document.title).toBe(OURS)
  }
})

it.each<[string, (insist: () => void) => void]>([
  ['at once', (insist) => insist()],
  ['in a microtask', (insist) => queueMicrotask(insist)],
  ['in a timer', (insist) => void setTimeout(insist, 0)],
  ['in the next frame', (insist) => void setTimeout(insist, 16)],
])('gives up if an extension resets the title %s', async (_, soon) => {
  let rewrites = 0
  const extension = new MutationObserver(() =>
    soon(() => {
      if (document.title === 'Locked') return
      rewrites += 1
      document.title = 'Locked'
    }),
  )
  extension.observe(document.head, { childList: true, subtree: true, characterData: true })
  stops.push(() => extension.disconnect())

  stops.push(keepTitle(OURS))
  await vi.advanceTimersByTimeAsync(600_000)

  expect(document.title).toBe('Locked')
  expect(rewrites).toBeLessThan(6)
})

it('does not fight an extension that adds a prefix', async () => {
  let rewrites = 0
  const extension = new MutationObserver(() => {
    if (document.title.startsWith('● ')) return
    rewrites += 1
    document.title = `● ${document.title}`
  })
  extension.observe(document.head, { childList: true, subtree: true, characterData: true })
  stops.push(() => extension.disconnect())

  stops.push(keepTitle(OURS))
  await vi.advanceTimersByTimeAsync(600_000)

  expect(document.title).toBe(`● ${OURS}`)
  expect(rewrites).toBeLessThan(6)
})

it('leaves the title alone once stopped', async () => {
  const stop = keepTitle(OURS)
  document.title = 'Sign in'
  stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(document.title).toBe('Sign in')
})
