/** How long to wait for a lock, in milliseconds. After that, the tab that holds it is stuck, or the browser never grants it. */
const LOCK_PATIENCE_MS = 5_000

/** How long to wait after a timeout, until a lock is granted in time again, so that not every message takes the full wait. */
const IMPATIENCE_MS = 250

let patienceMs = LOCK_PATIENCE_MS

/**
 * Runs `task` once, under a lock that all tabs share by name. Without a lock (insecure pages, blocked site data, or not granted
 * in time), `task` runs all the same, so callers must tolerate concurrent runs.
 */
export async function whenAlone<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
  let running: Promise<Result> | null = null
  function run(): Promise<Result> {
    running ??= task()
    return running
  }

  const locks = findLocks()
  if (locks === null) return run()
  const patience = new AbortController()
  const runWithLock = () => {
    patienceMs = LOCK_PATIENCE_MS
    return run()
  }
  const alone = holdLock(locks, name, patience.signal, runWithLock).catch(run)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(() => {
      // `task` may already be running under the lock.
      if (running === null) patienceMs = IMPATIENCE_MS
      patience.abort()
      resolve(run())
    }, patienceMs)
  })
  try {
    return await Promise.race([alone, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Rejects if the lock is not granted. */
async function holdLock<Result>(
  locks: LockManager,
  name: string,
  signal: AbortSignal,
  task: () => Promise<Result>,
): Promise<Result> {
  return (await locks.request(name, { signal }, task)) as Result
}

function findLocks(): LockManager | null {
  try {
    return navigator.locks ?? null
  } catch {
    return null
  }
}
