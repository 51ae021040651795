// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PAGE_PAUSE_MS } from '@/client/constants'
import type { VisitorPage } from './host/host'
import type { PageVisit } from './page-context'
import { PageTeller } from './page-teller'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A visitor who moves between pages, and the resulting reports. */
function follow(settles: () => boolean = () => true) {
  const told: PageVisit[] = []
  const listeners = new Set<() => void>()
  let page: VisitorPage = {
    address: 'https://shop.example/first?token=secret#part',
    title: 'First',
    referrer: null,
    language: null,
    timeZone: null,
  }
  const host = {
    page: () => page,
    onPageChange(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const teller = new PageTeller(host, async (visit) => {
    told.push(visit)
    return settles()
  })
  const go = (path: string, title: string | null = null) => {
    page = { ...page, address: `https://shop.example${path}`, title }
    for (const listener of listeners) listener()
  }
  return { told, teller, go, stop: teller.start() }
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const paths = (told: PageVisit[]) => told.map(({ address }) => new URL(address).pathname)

it('reports the page once, two seconds later, without query and fragment', async () => {
  const { told, teller } = follow()
  await wait(PAGE_PAUSE_MS - 1)
  expect(told).toEqual([])
  await wait(1)
  teller.look()
  await wait(60_000)
  expect(told).toEqual([{ address: 'https://shop.example/first', title: 'First' }])
})

it('sends at most thirty reports a minute during constant navigation, including the last page', async () => {
  const { told, go } = follow()
  for (let page = 0; page < 600; page += 1) {
    go(`/${page}`)
    await wait(100)
  }
  await wait(PAGE_PAUSE_MS)
  expect(told.length).toBeGreaterThan(25)
  expect(told.length).toBeLessThanOrEqual(31)
  expect(paths(told).at(-1)).toBe('/599')
})

it('repeats a failed report on the next look', async () => {
  let isReachable = false
  const { told, teller } = follow(() => isReachable)
  await wait(PAGE_PAUSE_MS)
  isReachable = true
  teller.look()
  await wait(PAGE_PAUSE_MS)
  teller.look()
  await wait(PAGE_PAUSE_MS)
  expect(paths(told)).toEqual(['/first', '/first'])
})

it('reports nothing for a hidden tab, and its page again when it is shown', async () => {
  const { told, teller, go } = follow()
  await wait(PAGE_PAUSE_MS)
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  go('/second')
  await wait(PAGE_PAUSE_MS)
  expect(paths(told)).toEqual(['/first'])
  visibility.mockReturnValue('visible')
  go('/first')
  teller.tellAgain()
  await wait(PAGE_PAUSE_MS)
  expect(paths(told)).toEqual(['/first', '/first'])
})

it('cuts a title without splitting a character, and omits what cannot be stored', async () => {
  const { told, go } = follow()
  go('/long', `${'a'.repeat(299)}\u{1f989}`)
  await wait(PAGE_PAUSE_MS)
  go('/broken', 'a\u0000')
  await wait(PAGE_PAUSE_MS)
  expect(told.map(({ title }) => title)).toEqual(['a'.repeat(299), undefined])
})

it('reports nothing for a page without a web address, nor once stopped', async () => {
  const { told, go, stop } = follow()
  go('')
  stop()
  await wait(PAGE_PAUSE_MS)
  expect(told).toEqual([])
})
