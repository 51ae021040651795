import { setMaxListeners } from 'node:events'

/**
 * As much of a browser as the project's client code needs, for many people in one Node process. What belongs to one person
 * (storage, cookies) is passed in; globals of the page are installed here.
 */
export function installBrowser(): void {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible', referrer: '' })
  // All pages listen here.
  setMaxListeners(0, window, document)
  define('window', window)
  define('document', document)
  define('navigator', { onLine: true, language: 'en' })
  define('location', new URL('http://localhost/'))
}

/** One browser's persistent storage. */
export function createStorage(): Storage {
  const storage: Record<string, unknown> = {}
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem(key: string, value: string) {
      storage[key] = value
    },
    removeItem(key: string) {
      delete storage[key]
    },
  }
  // Only stored items may be enumerable.
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(storage, name, { value, enumerable: false })
  }
  return storage as unknown as Storage
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
