import type { BrowserStorage } from '@/client/browser/browser-storage'
import { DraftStore } from './draft-store'

/** What was typed and not sent, by a key of the caller's. Survives reloads and crashes. */
export function readDraft(key: string, storage?: BrowserStorage): string {
  return new DraftStore(key, storage).newest()?.text ?? ''
}

/** An empty text forgets what this tab holds. */
export function writeDraft(key: string, text: string, storage?: BrowserStorage): void {
  new DraftStore(key, storage).write(text)
}

/** Forgets what any tab holds under this key, and tells those that show it. */
export function forgetDraft(key: string, storage?: BrowserStorage): void {
  const store = new DraftStore(key, storage)
  for (const entry of store.all()) store.markSent(entry)
  tell(key)
}

/** Puts a text that was on its way back to what is being typed, before it, and tells the composer that shows it. */
export function putBack(key: string, text: string, storage?: BrowserStorage): void {
  const typed = readDraft(key, storage)
  writeDraft(key, typed === '' ? text : `${text}\n${typed}`, storage)
  tell(key)
}

/** Calls `listener` with the key under which a text was put back or forgotten. Returns what ends that. */
export function onDraftChange(listener: (key: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const listeners = new Set<(key: string) => void>()

function tell(key: string): void {
  for (const listener of listeners) listener(key)
}
