import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { tabId } from '@/client/browser/tab-id'

const PREFIX = 'porchlight:draft:'

/** For how long a tab that sleeps can still hear that its draft was sent elsewhere, in milliseconds. */
const REMEMBERED_MS = 24 * 60 * 60_000

/** What one tab has typed under a key. `isSent`: another tab has sent it, and it need not be sent again. */
export type DraftEntry = { name: string; text: string; at: number; isSent: boolean }

/**
 * What was typed under one key and not sent, by each tab. Every tab has an entry of its own, so that none overwrites what
 * another holds.
 */
export class DraftStore {
  readonly #storage: BrowserStorage
  readonly #prefix: string
  /** The storage key of this tab's entry. */
  readonly ownName: string

  constructor(key: string, storage: BrowserStorage = browserStorage(), tab: string = tabId()) {
    this.#storage = storage
    this.#prefix = PREFIX + key
    this.ownName = `${this.#prefix}#${tab}`
  }

  own(): DraftEntry | null {
    return this.read(this.ownName)
  }

  read(name: string): DraftEntry | null {
    return parseEntry(name, this.#storage.get(name))
  }

  /** This tab's entry, or else the newest of another one's, as after a crash. */
  newest(): DraftEntry | null {
    const own = this.own()
    if (own !== null && !own.isSent) return own
    const others = this.all().filter(({ isSent }) => !isSent)
    return others.sort((a, b) => b.at - a.at)[0] ?? null
  }

  all(): DraftEntry[] {
    return this.#storage
      .keys(this.#prefix)
      .filter((name) => this.owns(name))
      .flatMap((name) => this.read(name) ?? [])
  }

  /** An empty text forgets this tab's entry. */
  write(text: string, at = Date.now()): void {
    if (text === '') this.#storage.remove(this.ownName)
    else this.#put({ name: this.ownName, text, at, isSent: false })
  }

  remove({ name, text }: DraftEntry): void {
    if (this.read(name)?.text === text) this.#storage.remove(name)
  }

  /** Tells the tab whose entry this is to empty its field. */
  markSent({ name }: DraftEntry): void {
    if (name === this.ownName || !name.includes('#')) this.#storage.remove(name)
    else this.#put({ name, text: '', at: Date.now(), isSent: true })
  }

  /** Forgets what sleeping tabs have had time to hear. */
  sweep(): void {
    for (const { name, at, isSent } of this.all()) {
      if (isSent && Date.now() - at > REMEMBERED_MS) this.#storage.remove(name)
    }
  }

  /** True when another tab's change of this storage key is about this draft. */
  owns(storageKey: string): boolean {
    return storageKey === this.#prefix || storageKey.startsWith(`${this.#prefix}#`)
  }

  #put({ name, text, at, isSent }: DraftEntry): void {
    this.#storage.set(name, JSON.stringify({ text, at, ...(isSent && { isSent }) }))
  }
}

/** The keys beginning with `prefix` under which something was typed. */
export function draftKeys(prefix: string, storage: BrowserStorage = browserStorage()): string[] {
  const names = storage.keys(PREFIX + prefix)
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
