import { type BrowserStorage, browserStorage, type StorageChange } from '@/client/browser/browser-storage'
import type { MessageDraft } from '@/contract/log/message'

const PREFIX = 'outbox:'

/** A message that was written here and is not known to be stored by the server. */
export type OutboxItem = MessageDraft & {
  /** Grows from item to item; does not trust the clock. */
  order: number
  queuedAt: string
  /** True once it will not go out by itself any more. */
  failed: boolean
  /** It failed because a colleague had replied and the author did not know. */
  held?: boolean
}

/**
 * The outbox of one conversation in the browser's storage, shared by its tabs. Each item has a key of its own, so that
 * two tabs that write at once cannot overwrite each other's text.
 *
 * Holds a copy, so that it can be drawn at any time; {@link refresh} brings the copy up to date. Changes made here are stored
 * when the call returns.
 */
export class OutboxStore {
  readonly #storage: BrowserStorage
  readonly #prefix: string
  #items = new Map<string, OutboxItem>()
  /** For each running refresh, the items that were changed here since it began. */
  readonly #refreshes = new Set<Set<string>>()

  constructor(storage: BrowserStorage, conversationKey: string) {
    this.#storage = storage
    this.#prefix = `${PREFIX}${conversationKey}:`
  }

  /** All items of the copy, in the order they were written. */
  list(): OutboxItem[] {
    return [...this.#items.values()].sort(
      (a, b) => a.order - b.order || a.clientMessageId.localeCompare(b.clientMessageId),
    )
  }

  get(clientMessageId: string): OutboxItem | null {
    return this.#items.get(clientMessageId) ?? null
  }

  /** Reads what all tabs have stored. True when the copy has changed. */
  async refresh(): Promise<boolean> {
    const changedHere = new Set<string>()
    this.#refreshes.add(changedHere)
    const names = await this.#storage.keys(this.#prefix)
    const stored = await Promise.all(names.map(async (name) => parseItem(await this.#storage.get(name))))
    this.#refreshes.delete(changedHere)

    const before = JSON.stringify(this.list())
    const kept = [...this.#items.values()].filter(({ clientMessageId }) => changedHere.has(clientMessageId))
    const found = stored.filter((item) => item !== null && !changedHere.has(item.clientMessageId))
    this.#items = new Map([...kept, ...found].flatMap((item) => (item ? [[item.clientMessageId, item]] : [])))
    return JSON.stringify(this.list()) !== before
  }

  add(draft: MessageDraft): OutboxItem {
    const last = this.list().at(-1)?.order ?? 0
    const now = Date.now()
    const item = {
      ...draft,
      order: Math.max(now, last + 1),
      queuedAt: new Date(now).toISOString(),
      failed: false,
    }
    this.put(item)
    return item
  }

  put(item: OutboxItem): void {
    this.#items.set(item.clientMessageId, item)
    this.#noteChange(item.clientMessageId)
    void this.#storage.set(this.#prefix + item.clientMessageId, JSON.stringify(storedForm(item)))
  }

  remove(clientMessageId: string): void {
    this.#items.delete(clientMessageId)
    this.#noteChange(clientMessageId)
    void this.#storage.remove(this.#prefix + clientMessageId)
  }

  /** Calls `listener` when another tab changes something of this outbox. Returns how to stop. */
  followOthers(listener: (change: StorageChange) => void): () => void {
    return this.#storage.subscribe((change) => {
      if (change.key === null || change.key.startsWith(this.#prefix)) listener(change)
    })
  }

  #noteChange(clientMessageId: string): void {
    for (const changedHere of this.#refreshes) changedHere.add(clientMessageId)
  }
}

/** The outboxes whose keys begin with `prefix` and in which something waits. */
export async function queuedKeys(
  prefix: string,
  storage: BrowserStorage = browserStorage(),
): Promise<string[]> {
  const names = await storage.keys(PREFIX + prefix)
  return [...new Set(names.map((name) => name.slice(PREFIX.length, name.lastIndexOf(':'))))]
}

/** Deletes everything that waits in outboxes whose keys begin with `prefix`. */
export async function forgetQueued(prefix: string, storage: BrowserStorage): Promise<void> {
  for (const name of await storage.keys(PREFIX + prefix)) await storage.remove(name)
}

/**
 * A note's text is stored under another name. A page of an earlier release that is open beside this one knows no notes: if it
 * found a text, it would send it to the visitor.
 */
function storedForm({ content, kind, ...rest }: OutboxItem): object {
  return kind === 'note' ? { ...rest, note: content } : { ...rest, content }
}

/** An item as it is stored. Another version of this page may have written it: what cannot be read is nothing. */
export function parseItem(text: string | null): OutboxItem | null {
  try {
    const { note, ...item } = (JSON.parse(text ?? 'null') ?? {}) as Partial<OutboxItem> & { note?: unknown }
    const content = note ?? item.content
    if (typeof content !== 'string' || typeof item.clientMessageId !== 'string') return null
    if (typeof item.order !== 'number' || typeof item.queuedAt !== 'string') return null
    const kind = note === undefined ? {} : ({ kind: 'note' } as const)
    return { ...(item as OutboxItem), content, ...kind, failed: item.failed === true }
  } catch {
    return null
  }
}
