import { pageVersion } from './page-version'

/** A change made by another tab or peer; `key` is `null` when it cleared everything. */
export type StorageChange = { key: string | null; oldValue: string | null; newValue: string | null }

/**
 * Text stored in the browser between visits. Never throws or rejects.
 *
 * Reads are asynchronous because IndexedDB is. Calls take effect in order. Writes to `localStorage` and memory complete before
 * the call returns, not when the promise resolves, because a page may be closed right after a keystroke.
 */
export type BrowserStorage = {
  /** The prefix of all keys in the browser. Callers give and receive keys without it. */
  readonly namespace: string
  get: (key: string) => Promise<string | null>
  /** Resolves to false if the value is only in memory and will not survive the page. */
  set: (key: string, value: string) => Promise<boolean>
  remove: (key: string) => Promise<void>
  /** All keys that begin with `prefix`. */
  keys: (prefix: string) => Promise<string[]>
  /** False while the browser stores nothing: private windows, blocked cookies, a full disk. */
  isPersistent: () => Promise<boolean>
  /** Calls `listener` when another tab or a peer changes a key in this namespace. Returns an unsubscribe function. */
  subscribe: (listener: (change: StorageChange) => void) => () => void
  /** The same storage for another part of this page. Peers learn of each other's changes as tabs do, shortly after. */
  peer: () => BrowserStorage
}

/** The namespace for data that belongs to no site: agents' drafts and preferences. */
const OWN_NAMESPACE = 'porchlight:'
const PROBE = 'probe'

const shared = new Map<string, BrowserStorage>()

/** This browser's storage. One instance per namespace, so that all callers see values that are only in memory. */
export function browserStorage(namespace: string = OWN_NAMESPACE): BrowserStorage {
  const known = shared.get(namespace)
  if (known) return known
  const storage = createBrowserStorage(() => localStorage, namespace)
  shared.set(namespace, storage)
  return storage
}

/**
 * Stores values in `durable`. Those that it rejects stay in memory until it accepts them or the page ends.
 *
 * @param durable the storage, `null` for none, or a function that returns it and may throw; called on every use
 * @param namespace the prefix of the keys in it
 */
export function createBrowserStorage(
  durable: Storage | null | (() => Storage),
  namespace: string = OWN_NAMESPACE,
): BrowserStorage {
  const find = () => (typeof durable === 'function' ? durable() : durable)
  const memory = new Map<string, string>()
  // A reload would lose values that are only in memory.
  pageVersion.hold(() => memory.size > 0)
  const subscriptions = new Set<{ peer: symbol; listener: (change: StorageChange) => void }>()
  /** `null` until the first attempt. */
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

  /** Retries the values in memory: space may have become free. */
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

  function read(key: string): string | null {
    return memory.get(key) ?? attempt((storage) => storage.getItem(namespace + key), null)
  }

  function write(key: string, value: string): boolean {
    const isKept = keep(key, value)
    if (isKept) {
      memory.delete(key)
      keepTheRest()
    } else {
      memory.set(key, value)
    }
    return isKept
  }

  function tellPeers(peer: symbol, change: StorageChange) {
    if (change.oldValue === change.newValue) return
    for (const subscription of subscriptions) {
      if (subscription.peer === peer) continue
      queueMicrotask(() => {
        if (subscriptions.has(subscription)) subscription.listener(change)
      })
    }
  }

  function createPeer(): BrowserStorage {
    const peer = Symbol()
    return {
      namespace,
      async get(key) {
        return read(key)
      },
      async set(key, value) {
        const oldValue = read(key)
        const isKept = write(key, value)
        tellPeers(peer, { key, oldValue, newValue: value })
        return isKept
      },
      async remove(key) {
        const oldValue = read(key)
        memory.delete(key)
        attempt((storage) => storage.removeItem(namespace + key), undefined)
        tellPeers(peer, { key, oldValue, newValue: null })
      },
      async keys(prefix) {
        const durableKeys = attempt((storage) => Object.keys(storage), [])
        const ours = durableKeys
          .filter((key) => key.startsWith(namespace))
          .map((key) => key.slice(namespace.length))
        return [...new Set([...ours, ...memory.keys()])].filter((key) => key.startsWith(prefix))
      },
      async isPersistent() {
        // Untested or failed so far, which may have changed since.
        if (isPersistent !== true) probe()
        return isPersistent === true
      },
      subscribe(listener) {
        const subscription = { peer, listener }
        const changed = ({ key, oldValue, newValue }: StorageEvent) => {
          if (key === null) listener({ key, oldValue, newValue })
          else if (key.startsWith(namespace))
            listener({ key: key.slice(namespace.length), oldValue, newValue })
        }
        subscriptions.add(subscription)
        window.addEventListener('storage', changed)
        return () => {
          subscriptions.delete(subscription)
          window.removeEventListener('storage', changed)
        }
      },
      peer: createPeer,
    }
  }

  return createPeer()
}
