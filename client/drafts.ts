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

const listeners = new Set<(key: string) => void>()

/** Puts a text that was on its way back to what is being typed, before it, and tells whoever shows that. */
export function putBack(key: string, text: string, storage: BrowserStorage = browserStorage()): void {
  const typed = readDraft(key, storage)
  writeDraft(key, typed === '' ? text : `${text}\n${typed}`, storage)
  for (const listener of listeners) listener(key)
}

/** Calls `listener` with the key under which a text was put back. Returns what ends that. */
export function onPutBack(listener: (key: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** An empty text forgets the draft. */
export function writeDraft(key: string, text: string, storage: BrowserStorage = browserStorage()): void {
  if (text === '') storage.remove(PREFIX + key)
  else storage.set(PREFIX + key, text)
}
