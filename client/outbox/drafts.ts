import type { BrowserStorage } from '@/client/browser/browser-storage'
import type { Draft } from './draft'
import { DraftStore, draftKeys } from './draft-store'

/** What was typed and not sent, by a key of the caller's. Survives reloads and crashes. */
export async function readDraft(key: string, storage?: BrowserStorage): Promise<string> {
  return (await new DraftStore(key, storage).newest())?.text ?? ''
}

/** An empty text forgets what this tab holds. */
export async function writeDraft(key: string, text: string, storage?: BrowserStorage): Promise<void> {
  await new DraftStore(key, storage).write(text)
}

/** Forgets what any tab holds under this key, and empties the fields that show it. */
export async function forgetDraft(key: string, storage?: BrowserStorage): Promise<void> {
  const store = new DraftStore(key, storage)
  for (const draft of shown.get(store.id) ?? []) draft.forget()
  for (const entry of await store.all()) await store.markSent(entry)
}

/** As {@link forgetDraft}, with all that is kept under keys that go on after `key:`. */
export async function forgetDrafts(key: string, storage?: BrowserStorage): Promise<void> {
  const isPart = (known: string) => known === key || known.startsWith(`${key}:`)
  // A field that shows a text may hold what the storage does not.
  const keys = new Set([key, ...(await draftKeys(key, storage)).filter(isPart)])
  await Promise.all([...keys].map((known) => forgetDraft(known, storage)))
}

/** Puts a text that was on its way back before what is typed. A field that shows the draft shows it at once. */
export async function putBack(key: string, text: string, storage?: BrowserStorage): Promise<void> {
  const store = new DraftStore(key, storage)
  // A field that appears while the storage answers has read it already and would not see what is written then.
  const kept = fieldOf(store) ? null : await store.newest()
  const field = fieldOf(store)
  if (field) field.takeBack(text)
  else await store.write(joinTexts(text, kept?.text ?? ''))
}

function fieldOf(store: DraftStore): Draft | undefined {
  return [...(shown.get(store.id) ?? [])][0]
}

/** Registers a field of this page that shows a draft. Returns how to unregister it. */
export function noteShown(id: string, draft: Draft): () => void {
  const drafts = shown.get(id) ?? new Set()
  shown.set(id, drafts.add(draft))
  return () => {
    drafts.delete(draft)
    if (drafts.size === 0 && shown.get(id) === drafts) shown.delete(id)
  }
}

/** Both texts, each on lines of its own. */
export function joinTexts(first: string, second: string): string {
  return [first, second].filter((text) => text !== '').join('\n')
}

const shown = new Map<string, Set<Draft>>()
