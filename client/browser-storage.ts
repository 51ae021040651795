/** What a browser keeps between visits, as text. Never throws. */
export type BrowserStorage = {
  get: (key: string) => string | null
  /** False when it could not be kept for later visits. It can be read back all the same. */
  set: (key: string, value: string) => boolean
  remove: (key: string) => void
  /** All keys that begin with `prefix`. */
  keys: (prefix: string) => string[]
  /** False when the browser keeps nothing: private windows, blocked cookies, a full disk. */
  isPersistent: () => boolean
}

let shared: BrowserStorage | null = null

/** This browser's storage. One for the page, so that everyone reads what only memory could hold. */
export function browserStorage(): BrowserStorage {
  shared ??= createBrowserStorage(findLocalStorage())
  return shared
}

/** Prefers `durable`; what it does not take stays in memory, for as long as the page lives. */
export function createBrowserStorage(durable: Storage | null): BrowserStorage {
  const memory = new Map<string, string>()
  let isPersistent = durable !== null

  function attempt<Result>(use: (storage: Storage) => Result, otherwise: Result): Result {
    try {
      return durable === null ? otherwise : use(durable)
    } catch {
      isPersistent = false
      return otherwise
    }
  }

  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key), null),
    set(key, value) {
      const isKept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      }, false)
      if (isKept) memory.delete(key)
      else memory.set(key, value)
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
    isPersistent: () => isPersistent,
  }
}

function findLocalStorage(): Storage | null {
  if (typeof window === 'undefined') return null
  try {
    const probe = 'porchlight:probe'
    localStorage.setItem(probe, probe)
    localStorage.removeItem(probe)
    return localStorage
  } catch {
    return null
  }
}
