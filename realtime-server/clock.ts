/** Injectable time, so that tests can skip two minutes at once. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls back once, after `delayMs`, however long. Returns a function that cancels it. */
  later(delayMs: number, callback: () => void): Cancel
}

/** Cancels a callback. Calling it twice, or too late, does nothing. */
export type Cancel = () => void

/** The longest delay of a Node timer; it fires at once for anything longer. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** System time. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),

  later(delayMs, callback) {
    let timer: NodeJS.Timeout
    const wait = (remainingMs: number) => {
      const stepMs = Math.min(Math.max(remainingMs, 0), MAX_TIMER_MS)
      timer = setTimeout(() => (remainingMs > stepMs ? wait(remainingMs - stepMs) : callback()), stepMs)
      timer.unref()
    }
    wait(delayMs)
    return () => clearTimeout(timer)
  },
}
