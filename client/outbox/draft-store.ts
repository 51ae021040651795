import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { tabId } from '@/client/browser/tab-id'

const PREFIX = 'draft:'

/** How long a sleeping tab can still learn that its draft was sent elsewhere, in milliseconds. */
const REMEMBERED_MS = 24 * 60 * 60_000

/** One tab's draft. `isSent`: another tab has sent it. `version`: that of the message it edits, if it edits one. */
export type DraftEntry = { name: string; text: string; at: number; isSent: boolean; version?: number }

/**
 * The drafts of all tabs under one key. Each tab has its own entry, so that none overwrites another's. Writes complete before
 * the call returns.
 */
export class DraftStore {
  readonly #storage: BrowserStorage
  readonly #prefix: string
  /** The storage key of this tab's entry. */
  readonly ownName: string
  /** Identifies the draft in this page, including its storage. */
  readonly id: string

  constructor(key: string, storage: BrowserStorage = browserStorage(), tab: string = tabId()) {
    this.#storage = storage
    this.#prefix = PREFIX + key
    this.ownName = `${this.#prefix}#${tab}`
    this.id = storage.namespace + key
  }

  own(): Promise<DraftEntry | null> {
    return this.read(this.ownName)
  }

  async read(name: string): Promise<DraftEntry | null> {
    return parseEntry(name, await this.#storage.get(name))
  }

  /** This tab's entry, or else another tab's newest one, for example after a crash. */
  async newest(): Promise<DraftEntry | null> {
    const own = await this.own()
    if (own !== null && !own.isSent) return own
    const others = (await this.all()).filter(({ name, isSent }) => name !== this.ownName && !isSent)
    return others.sort((a, b) => b.at - a.at)[0] ?? null
  }

  async all(): Promise<DraftEntry[]> {
    const names = (await this.#storage.keys(this.#prefix)).filter((name) => this.owns(name))
    const entries = await Promise.all(names.map((name) => this.read(name)))
    return entries.filter((entry) => entry !== null)
  }

  /** Writes this tab's entry. An empty text deletes it. */
  async write(text: string, at = Date.now(), version?: number): Promise<void> {
    if (text === '') await this.#delete(this.ownName)
    else await this.#put({ name: this.ownName, text, at, isSent: false, ...(version && { version }) })
  }

  async remove({ name, text }: DraftEntry): Promise<void> {
    if ((await this.read(name))?.text === text) await this.#delete(name)
  }

  /** Marks an entry as sent, so that its tab clears its field. */
  async markSent({ name }: DraftEntry): Promise<void> {
    if (name === this.ownName || !name.includes('#')) await this.#delete(name)
    else await this.#put({ name, text: '', at: Date.now(), isSent: true })
  }

  /** Deletes marks that sleeping tabs have had time to see. */
  async sweep(): Promise<void> {
    for (const { name, at, isSent } of await this.all()) {
      if (isSent && Date.now() - at > REMEMBERED_MS) await this.#delete(name)
    }
  }

  /** True if another tab's change of this storage key concerns this draft. */
  owns(storageKey: string): boolean {
    return storageKey === this.#prefix || storageKey.startsWith(`${this.#prefix}#`)
  }

  /** Calls `listener` when any tab, including this one, changes an entry. Returns an unsubscribe function. */
  subscribe(listener: () => void): () => void {
    const changedHere = (id: string) => {
      if (id === this.id) listener()
    }
    const stopFollowing = this.followOthers(listener)
    changesHere.add(changedHere)
    return () => {
      stopFollowing()
      changesHere.delete(changedHere)
    }
  }

  /** Calls `listener` when another tab changes an entry. Returns an unsubscribe function. */
  followOthers(listener: () => void): () => void {
    return this.#storage.subscribe(({ key }) => {
      if (key === null || this.owns(key)) listener()
    })
  }

  async #put({ name, text, at, isSent, version }: DraftEntry): Promise<void> {
    const entry = { text, at, ...(isSent && { isSent }), ...(version && { version }) }
    const kept = this.#storage.set(name, JSON.stringify(entry))
    this.#changed()
    await kept
  }

  async #delete(name: string): Promise<void> {
    const removed = this.#storage.remove(name)
    this.#changed()
    await removed
  }

  #changed(): void {
    for (const listener of changesHere) listener(this.id)
  }
}

/** Listeners for changes made in this page. */
const changesHere = new Set<(id: string) => void>()

/** The keys that have a draft, filtered by `prefix`. */
export async function draftKeys(
  prefix: string,
  storage: BrowserStorage = browserStorage(),
): Promise<string[]> {
  const names = await storage.keys(PREFIX + prefix)
  return [...new Set(names.map((name) => name.slice(PREFIX.length).replace(/#[^#]*$/, '')))]
}

/** Entries without a tab's name are from version 0.1.0, which stored plain text. */
function parseEntry(name: string, value: string | null): DraftEntry | null {
  if (value === null || value === '') return null
  if (!name.includes('#')) return { name, text: value, at: 0, isSent: false }
  try {
    const entry = JSON.parse(value) as Partial<DraftEntry> | null
    if (typeof entry?.text !== 'string' || typeof entry.at !== 'number') return null
    const { text, at, isSent, version } = entry
    return { name, text, at, isSent: isSent === true, ...(typeof version === 'number' && { version }) }
  } catch {
    return null
  }
}
