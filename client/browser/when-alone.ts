/** How long a lock may take, in milliseconds. A tab that holds it for longer is stuck, or the browser never hands it out. */
const LOCK_PATIENCE_MS = 5_000

/** And after one that did not come in time, until one does again: nobody should wait so long for each message. */
const IMPATIENCE_MS = 250

let patienceMs = LOCK_PATIENCE_MS

/**
 * Runs `task` once, while no other tab runs one under this name. Where the browser has no such lock (insecure pages),
 * refuses it (blocked site data) or does not hand it out in time, `task` runs all the same: callers that rely on this must
 * survive two at once.
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
      // The task may have begun with the lock, and take its time.
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

/** Rejects when there is no lock to be had. */
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
