import { pageVersion } from './page-version'

/** A change that another tab made; `key` is `null` when it deleted everything. */
export type StorageChange = { key: string | null; oldValue: string | null; newValue: string | null }

/**
 * Text that the browser keeps between visits. Never throws or rejects.
 *
 * Reads are asynchronous, because IndexedDB is. Calls take effect in the order in which they are made. Writes to `localStorage`
 * and memory are complete when the call returns, before the promise resolves: a page may be closed right after a keystroke.
 */
export type BrowserStorage = {
  /** The prefix of all keys in the browser. Callers give and receive keys without it. */
  readonly namespace: string
  get: (key: string) => Promise<string | null>
  /** False when it could not be kept for later visits. It can be read back all the same. */
  set: (key: string, value: string) => Promise<boolean>
  remove: (key: string) => Promise<void>
  /** All keys that begin with `prefix`. */
  keys: (prefix: string) => Promise<string[]>
  /** False while the browser keeps nothing: private windows, blocked cookies, a full disk. */
  isPersistent: () => Promise<boolean>
  /** Calls `listener` when another tab changes something under this namespace. Returns how to stop. */
  subscribe: (listener: (change: StorageChange) => void) => () => void
}

/** The namespace of what belongs to no site: agents' drafts and preferences. */
const OWN_NAMESPACE = 'porchlight:'
const PROBE = 'probe'

const shared = new Map<string, BrowserStorage>()

/** This browser's storage. One for the page and namespace, so that everyone reads what only memory could hold. */
export function browserStorage(namespace: string = OWN_NAMESPACE): BrowserStorage {
  const known = shared.get(namespace)
  if (known) return known
  const storage = createBrowserStorage(() => localStorage, namespace)
  shared.set(namespace, storage)
  return storage
}

/**
 * Prefers `durable`; what it does not take stays in memory until it does, or for as long as the page lives.
 *
 * @param durable where to keep things, `null` for nowhere, or how to find out each time; that may throw
 * @param namespace the prefix of its keys there
 */
export function createBrowserStorage(
  durable: Storage | null | (() => Storage),
  namespace: string = OWN_NAMESPACE,
): BrowserStorage {
  const find = () => (typeof durable === 'function' ? durable() : durable)
  const memory = new Map<string, string>()
  // A reload would lose what only memory holds.
  pageVersion.hold(() => memory.size > 0)
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

  function keep(key: string, value: string): boolean {
    return attempt((storage) => {
      storage.setItem(namespace + key, value)
      return true
    }, false)
  }

  /** What had no room before may have some now. */
  function keepTheRest() {
    for (const [key, value] of memory) {
      if (!keep(key, value)) return
      memory.delete(key)
    }
    isPersistent = true
  }

  function probe() {
    const isKept = attempt((storage) => {
      storage.setItem(namespace + PROBE, PROBE)
      storage.removeItem(namespace + PROBE)
      return true
    }, false)
    if (isKept) keepTheRest()
  }

  return {
    namespace,
    async get(key) {
      return memory.get(key) ?? attempt((storage) => storage.getItem(namespace + key), null)
    },
    async set(key, value) {
      const isKept = keep(key, value)
      if (isKept) {
        memory.delete(key)
        keepTheRest()
      } else {
        memory.set(key, value)
      }
      return isKept
    },
    async remove(key) {
      memory.delete(key)
      attempt((storage) => storage.removeItem(namespace + key), undefined)
    },
    async keys(prefix) {
      const durableKeys = attempt((storage) => Object.keys(storage), [])
      const ours = durableKeys
        .filter((key) => key.startsWith(namespace))
        .map((key) => key.slice(namespace.length))
      return [...new Set([...ours, ...memory.keys()])].filter((key) => key.startsWith(prefix))
    },
    async isPersistent() {
      // Nothing was asked of it yet, or it refused: it may be another now.
      if (isPersistent !== true) probe()
      return isPersistent === true
    },
    subscribe(listener) {
      const changed = ({ key, oldValue, newValue }: StorageEvent) => {
        if (key === null) listener({ key, oldValue, newValue })
        else if (key.startsWith(namespace)) listener({ key: key.slice(namespace.length), oldValue, newValue })
      }
      window.addEventListener('storage', changed)
      return () => window.removeEventListener('storage', changed)
    },
  }
}
