import type { Page } from '@playwright/test'

declare global {
  interface Window {
    benchEvents: { interactionId: number; duration: number }[]
    benchShifts: number[]
    benchFrames: number[]
    benchFrame: number
    benchNoteFrame: (now: number) => void
  }
}

/** How a series of interactions felt. */
export type Responsiveness = {
  /** From the press to the next paint, in milliseconds; for each interaction, its slowest event. */
  interactions: number[]
  /** How much of the page moved by itself (cumulative layout shift). */
  shift: number
}

/** Browsers do not report shorter events, and round to 8 ms. */
const SHORTEST_MS = 16

/** Makes the page record its responsiveness. Call it before the page is opened. */
export async function watchResponsiveness(page: Page): Promise<void> {
  await page.addInitScript((shortest) => {
    window.benchEvents = []
    window.benchShifts = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        const { interactionId, duration } = entry
        if (interactionId > 0) window.benchEvents.push({ interactionId, duration })
      }
    }).observe({ type: 'event', durationThreshold: shortest, buffered: true } as PerformanceObserverInit)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, value } = entry as PerformanceEntry & {
          hadRecentInput: boolean
          value: number
        }
        if (!hadRecentInput) window.benchShifts.push(value)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  }, SHORTEST_MS)
}

/** Repeats an interaction and returns how it felt. */
export async function feel(
  page: Page,
  count: number,
  act: (index: number) => Promise<void>,
): Promise<Responsiveness> {
  await page.evaluate(() => {
    window.benchEvents = []
    window.benchShifts = []
  })
  for (let index = 0; index < count; index += 1) await act(index)
  // The last interaction must be painted and reported.
  await page.waitForTimeout(1_500)
  const { events, shifts } = await page.evaluate(() => ({
    events: window.benchEvents,
    shifts: window.benchShifts,
  }))

  const slowest = new Map<number, number>()
  for (const { interactionId, duration } of events) {
    slowest.set(interactionId, Math.max(slowest.get(interactionId) ?? 0, duration))
  }
  const reported = [...slowest.values()]
  const unreported = Array<number>(Math.max(0, count - reported.length)).fill(SHORTEST_MS)
  return { interactions: [...reported, ...unreported], shift: shifts.reduce((sum, value) => sum + value, 0) }
}

/** The times between two pictures while `act` goes on, as if each were an interaction. */
export async function feelFrames(page: Page, act: () => Promise<void>): Promise<Responsiveness> {
  await page.evaluate(() => {
    window.benchShifts = []
    window.benchFrames = []
    let before = performance.now()
    // No named function inside: tsx gives those a helper that the page does not have.
    window.benchNoteFrame = (now) => {
      window.benchFrames.push(now - before)
      before = now
      window.benchFrame = requestAnimationFrame(window.benchNoteFrame)
    }
    window.benchFrame = requestAnimationFrame(window.benchNoteFrame)
  })
  await act()
  return page.evaluate(() => {
    cancelAnimationFrame(window.benchFrame)
    return {
      interactions: window.benchFrames,
      shift: window.benchShifts.reduce((sum, value) => sum + value, 0),
    }
  })
}
