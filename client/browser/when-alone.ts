/** How long a lock may take, in milliseconds. A tab that holds it for longer is stuck, or the browser never hands it out. */
const LOCK_PATIENCE_MS = 5_000

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
  const alone = holdLock(locks, name, patience.signal, run).catch(run)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(() => {
      patience.abort()
      resolve(run())
    }, LOCK_PATIENCE_MS)
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
