import { type BrowserStorage, browserStorage } from './browser-storage'

const PREFIX = 'porchlight:draft:'

/** What was typed and not sent, by a key of the caller's. Survives reloads and crashes. */
export function readDraft(key: string, storage: BrowserStorage = browserStorage()): string {
  return storage.get(PREFIX + key) ?? ''
}

/** An empty text forgets the draft. */
export function writeDraft(key: string, text: string, storage: BrowserStorage = browserStorage()): void {
  if (text === '') storage.remove(PREFIX + key)
  else storage.set(PREFIX + key, text)
}
