/** What a browser keeps between visits, as text. Never throws. */
export type BrowserStorage = {
  get: (key: string) => string | null
  /** False when it could not be kept for later visits. It can be read back all the same. */
  set: (key: string, value: string) => boolean
  remove: (key: string) => void
  /** All keys that begin with `prefix`. */
  keys: (prefix: string) => string[]
  /** False while the browser keeps nothing: private windows, blocked cookies, a full disk. */
  isPersistent: () => boolean
}

const PROBE = 'porchlight:probe'

let shared: BrowserStorage | null = null

/** This browser's storage. One for the page, so that everyone reads what only memory could hold. */
export function browserStorage(): BrowserStorage {
  shared ??= createBrowserStorage(() => localStorage)
  return shared
}

/**
 * Prefers `durable`; what it does not take stays in memory until it does, or for as long as the page lives.
 *
 * @param durable where to keep things, `null` for nowhere, or how to find out each time; that may throw
 */
export function createBrowserStorage(durable: Storage | null | (() => Storage)): BrowserStorage {
  const find = () => (typeof durable === 'function' ? durable() : durable)
  const memory = new Map<string, string>()
  /** `null` before anything was kept. */
  let isPersistent: boolean | null = null

  function attempt<Result>(use: (storage: Storage) => Result, otherwise: Result): Result {
    try {
      const storage = find()
      if (storage) return use(storage)
    } catch {
      // Blocked, or full.
    }
    isPersistent = false
    return otherwise
  }

  /** What had no room before may have some now. */
  function keepTheRest() {
    for (const [key, value] of memory) {
      const isKept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      }, false)
      if (!isKept) return
      memory.delete(key)
    }
    isPersistent = true
  }

  function probe() {
    const isKept = attempt((storage) => {
      storage.setItem(PROBE, PROBE)
      storage.removeItem(PROBE)
      return true
    }, false)
    if (isKept) keepTheRest()
  }

  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key), null),
    set(key, value) {
      const isKept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      }, false)
      if (isKept) {
        memory.delete(key)
        keepTheRest()
      } else {
        memory.set(key, value)
      }
      return isKept
    },
    remove(key) {
      memory.delete(key)
      attempt((storage) => storage.removeItem(key), undefined)
    },
    keys(prefix) {
      const durableKeys = attempt((storage) => Object.keys(storage), [])
      return [...new Set([...durableKeys, ...memory.keys()])].filter((key) => key.startsWith(prefix))
    },
    isPersistent() {
      // Nothing was asked of it yet, or it refused: it may be another now.
      if (isPersistent !== true) probe()
      return isPersistent === true
    },
  }
}
