import { type BrowserStorage, browserStorage } from './browser-storage'

const PREFIX = 'porchlight:draft:'

/** What was typed and not sent, by a key of the caller's. Survives reloads and crashes. */
export function readDraft(key: string, storage: BrowserStorage = browserStorage()): string {
  return storage.get(PREFIX + key) ?? ''
}

/** The keys beginning with `prefix` under which something is kept. */
export function draftKeys(prefix: string, storage: BrowserStorage = browserStorage()): string[] {
  return storage.keys(PREFIX + prefix).map((key) => key.slice(PREFIX.length))
}

/** An empty text forgets the draft. */
export function writeDraft(key: string, text: string, storage: BrowserStorage = browserStorage()): void {
  if (text === '') storage.remove(PREFIX + key)
  else storage.set(PREFIX + key, text)
}
