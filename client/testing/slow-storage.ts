import type { BrowserStorage } from '@/client/browser/browser-storage'

/** Delays a storage's results by `ms` milliseconds. Calls take effect immediately, as `BrowserStorage` guarantees. */
export function slowStorage(storage: BrowserStorage, ms: number): BrowserStorage {
  async function late<Answer>(answer: Promise<Answer>): Promise<Answer> {
    await new Promise((resolve) => setTimeout(resolve, ms))
    return answer
  }
  return {
    namespace: storage.namespace,
    get: (key) => late(storage.get(key)),
    set: (key, value) => late(storage.set(key, value)),
    remove: (key) => late(storage.remove(key)),
    keys: (prefix) => late(storage.keys(prefix)),
    isPersistent: () => late(storage.isPersistent()),
    subscribe: (listener) => storage.subscribe(listener),
    peer: () => slowStorage(storage.peer(), ms),
  }
}
