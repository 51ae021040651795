import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000
const listeners = new Set<() => void>()
let ticker: ReturnType<typeof setInterval> | undefined

/**
 * The time to the minute, in milliseconds since 1970. `null` on the server and in the first render, because the server does not
 * know the reader's clock and time zone.
 */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, currentMinute, () => null)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ticker ??= setInterval(() => {
    for (const tell of listeners) tell()
  }, MINUTE_MS / 2)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticker)
    ticker = undefined
  }
}

function currentMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
}
