import { existsSync, readFileSync } from 'node:fs'
import { usedMemory } from '@/realtime-server/testing/heap'

/** The cost of an operation for its process. */
export type Cost<T> = {
  result: T
  /** The longest time during which nothing else could run, in milliseconds. */
  standstillMs: number
}

/**
 * Measures how long the event loop is blocked at most while an operation runs in this process. Time in which other programs had
 * the CPU does not count, nor does work on other threads.
 */
export async function measure<T>(act: () => Promise<T>): Promise<Cost<T>> {
  let longest = 0
  let [last, lastCpu] = [performance.now(), cpuMs()]
  let isRunning = true
  const look = () => {
    const [now, cpu] = [performance.now(), cpuMs()]
    longest = Math.max(longest, Math.min(now - last, cpu - lastCpu))
    last = now
    lastCpu = cpu
  }
  const goOn = () => {
    look()
    if (isRunning) setImmediate(goOn)
  }
  setImmediate(goOn)
  try {
    const result = await act()
    look()
    return { result, standstillMs: longest }
  } finally {
    isRunning = false
  }
}

/** Of this thread only if the system supports it, as Linux does: elsewhere the garbage collector's threads count, too. */
function cpuMs(): number {
  if (hasSchedulerStatistics)
    return Number(readFileSync(SCHEDULER_STATISTICS, 'utf8').split(' ')[0]) / 1_000_000
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const SCHEDULER_STATISTICS = `/proc/self/task/${process.pid}/schedstat`
const hasSchedulerStatistics = existsSync(SCHEDULER_STATISTICS)

/** How long a quiet machine takes for the work below, in milliseconds. */
const QUIET_MS = 2.5

/** How many times slower this machine currently is than a quiet one at a server's most common work: parsing JSON. */
export function slowness(): number {
  const text = JSON.stringify(
    Array.from({ length: 500 }, (_, index) => ({ id: index, name: `name ${index}` })),
  )
  const times = Array.from({ length: 3 }, () => {
    const start = cpuMs()
    for (let count = 0; count < 25; count++) JSON.parse(text)
    return cpuMs() - start
  })
  return Math.min(...times) / QUIET_MS
}

/** How much more memory is in use after an operation, while its result is kept. In bytes. */
export async function heldMemory(act: () => Promise<() => void>): Promise<number> {
  const before = await usedMemory()
  const release = await act()
  const held = (await usedMemory()) - before
  release()
  return held
}
