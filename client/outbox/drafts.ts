import type { BrowserStorage } from '@/client/browser/browser-storage'
import type { Draft } from './draft'
import { DraftStore, draftKeys } from './draft-store'

/** The unsent text under a key. Survives reloads and crashes. */
export async function readDraft(key: string, storage?: BrowserStorage): Promise<string> {
  return (await new DraftStore(key, storage).newest())?.text ?? ''
}

/** Writes this tab's draft. An empty text deletes it. */
export async function writeDraft(key: string, text: string, storage?: BrowserStorage): Promise<void> {
  await new DraftStore(key, storage).write(text)
}

/** Deletes all tabs' drafts under this key and clears the fields that show them. */
export async function forgetDraft(key: string, storage?: BrowserStorage): Promise<void> {
  const store = new DraftStore(key, storage)
  for (const draft of shown.get(store.id) ?? []) draft.forget()
  for (const entry of await store.all()) await store.markSent(entry)
}

/** Like {@link forgetDraft}, but also for all keys that start with `key:`. */
export async function forgetDrafts(key: string, storage?: BrowserStorage): Promise<void> {
  const isPart = (known: string) => known === key || known.startsWith(`${key}:`)
  // A field may contain text that storage does not.
  const keys = new Set([key, ...(await draftKeys(key, storage)).filter(isPart)])
  await Promise.all([...keys].map((known) => forgetDraft(known, storage)))
}

/** Puts a text that could not be sent before the draft. Updates a field that shows the draft. */
export async function putBack(key: string, text: string, storage?: BrowserStorage): Promise<void> {
  const store = new DraftStore(key, storage)
  // A field that mounts while storage is being read has read the old draft and would miss this write.
  const kept = fieldOf(store) ? null : await store.newest()
  const field = fieldOf(store)
  if (field) field.takeBack(text)
  else await store.write(joinTexts(text, kept?.text ?? ''))
}

function fieldOf(store: DraftStore): Draft | undefined {
  return [...(shown.get(store.id) ?? [])][0]
}

/** Registers a field that shows a draft. Returns a function that unregisters it. */
export function noteShown(id: string, draft: Draft): () => void {
  const drafts = shown.get(id) ?? new Set()
  shown.set(id, drafts.add(draft))
  return () => {
    drafts.delete(draft)
    if (drafts.size === 0 && shown.get(id) === drafts) shown.delete(id)
  }
}

/** Both texts on separate lines. */
export function joinTexts(first: string, second: string): string {
  return [first, second].filter((text) => text !== '').join('\n')
}

const shown = new Map<string, Set<Draft>>()
