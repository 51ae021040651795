import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { tabId } from '@/client/browser/tab-id'

const PREFIX = 'draft:'

/** For how long a tab that sleeps can still hear that its draft was sent elsewhere, in milliseconds. */
const REMEMBERED_MS = 24 * 60 * 60_000

/** What one tab has typed under a key. `isSent`: another tab has sent it, and it need not be sent again. */
export type DraftEntry = { name: string; text: string; at: number; isSent: boolean }

/**
 * What was typed under one key and not sent, by each tab. Every tab has an entry of its own, so that none overwrites what
 * another holds. Writes are complete when the call returns.
 */
export class DraftStore {
  readonly #storage: BrowserStorage
  readonly #prefix: string
  /** The storage key of this tab's entry. */
  readonly ownName: string
  /** Names the draft in this page, whichever storage it is kept in. */
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

  /** This tab's entry, or else the newest of another one's, as after a crash. */
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

  /** An empty text forgets this tab's entry. */
  async write(text: string, at = Date.now()): Promise<void> {
    if (text === '') await this.#delete(this.ownName)
    else await this.#put({ name: this.ownName, text, at, isSent: false })
  }

  async remove({ name, text }: DraftEntry): Promise<void> {
    if ((await this.read(name))?.text === text) await this.#delete(name)
  }

  /** Tells the tab whose entry this is to empty its field. */
  async markSent({ name }: DraftEntry): Promise<void> {
    if (name === this.ownName || !name.includes('#')) await this.#delete(name)
    else await this.#put({ name, text: '', at: Date.now(), isSent: true })
  }

  /** Forgets what sleeping tabs have had time to hear. */
  async sweep(): Promise<void> {
    for (const { name, at, isSent } of await this.all()) {
      if (isSent && Date.now() - at > REMEMBERED_MS) await this.#delete(name)
    }
  }

  /** True when another tab's change of this storage key is about this draft. */
  owns(storageKey: string): boolean {
    return storageKey === this.#prefix || storageKey.startsWith(`${this.#prefix}#`)
  }

  /** Calls `listener` when any tab, also this one, changes an entry of this draft. Returns how to stop. */
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

  /** Calls `listener` when another tab changes an entry of this draft. Returns how to stop. */
  followOthers(listener: () => void): () => void {
    return this.#storage.subscribe(({ key }) => {
      if (key === null || this.owns(key)) listener()
    })
  }

  async #put({ name, text, at, isSent }: DraftEntry): Promise<void> {
    const kept = this.#storage.set(name, JSON.stringify({ text, at, ...(isSent && { isSent }) }))
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

/** Listeners to the drafts that this page changes. */
const changesHere = new Set<(id: string) => void>()

/** The keys beginning with `prefix` under which something was typed. */
export async function draftKeys(
  prefix: string,
  storage: BrowserStorage = browserStorage(),
): Promise<string[]> {
  const names = await storage.keys(PREFIX + prefix)
  return [...new Set(names.map((name) => name.slice(PREFIX.length).replace(/#[^#]*$/, '')))]
}

/** Without a tab's name behind its key it is of version 0.1.0, which kept the bare text. */
function parseEntry(name: string, value: string | null): DraftEntry | null {
  if (value === null || value === '') return null
  if (!name.includes('#')) return { name, text: value, at: 0, isSent: false }
  try {
    const entry = JSON.parse(value) as Partial<DraftEntry> | null
    if (typeof entry?.text !== 'string' || typeof entry.at !== 'number') return null
    return { name, text: entry.text, at: entry.at, isSent: entry.isSent === true }
  } catch {
    return null
  }
}
