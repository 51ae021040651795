/** Time as an argument, so that a test can make two minutes pass at once. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls back once, `delayMs` from now, however far away that is, and returns how to call it off. */
  later(delayMs: number, callback: () => void): Cancel
}

/** Calls something off. Calling it twice, or too late, does nothing. */
export type Cancel = () => void

/** The longest delay a Node timer keeps; it fires at once for anything longer. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** The machine's time. Its timers do not keep a process alive. */
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
