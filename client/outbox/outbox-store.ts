import { type BrowserStorage, browserStorage, type StorageChange } from '@/client/browser/browser-storage'
import type { MessageDraft } from '@/contract/log/message'

const PREFIX = 'outbox:'

/** A message written here and not confirmed by the server. */
export type OutboxItem = MessageDraft & {
  /** Increases with each item, even if the clock goes backwards. */
  order: number
  queuedAt: string
  /** True once it will not be sent without a retry. */
  failed: boolean
  /** It failed because a colleague had replied and the author had not seen that. */
  held?: boolean
}

/**
 * One conversation's outbox in the browser's storage, shared by its tabs. Each item has its own key, so that concurrent writes
 * from two tabs do not overwrite each other.
 *
 * Keeps a copy for synchronous reads; {@link refresh} updates it. Local changes are stored when the call returns.
 */
export class OutboxStore {
  readonly #storage: BrowserStorage
  readonly #prefix: string
  #items = new Map<string, OutboxItem>()
  /** For each running refresh, the items changed here since it began. */
  readonly #refreshes = new Set<Set<string>>()

  constructor(storage: BrowserStorage, conversationKey: string) {
    this.#storage = storage
    this.#prefix = `${PREFIX}${conversationKey}:`
  }

  /** All items in the copy, oldest first. */
  list(): OutboxItem[] {
    return [...this.#items.values()].sort(
      (a, b) => a.order - b.order || a.clientMessageId.localeCompare(b.clientMessageId),
    )
  }

  get(clientMessageId: string): OutboxItem | null {
    return this.#items.get(clientMessageId) ?? null
  }

  /** Reads all tabs' items. Returns whether the copy changed. */
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

  /** Calls `listener` when another tab changes this outbox. Returns an unsubscribe function. */
  followOthers(listener: (change: StorageChange) => void): () => void {
    return this.#storage.subscribe((change) => {
      if (change.key === null || change.key.startsWith(this.#prefix)) listener(change)
    })
  }

  #noteChange(clientMessageId: string): void {
    for (const changedHere of this.#refreshes) changedHere.add(clientMessageId)
  }
}

/** The keys of non-empty outboxes, filtered by `prefix`. */
export async function queuedKeys(
  prefix: string,
  storage: BrowserStorage = browserStorage(),
): Promise<string[]> {
  const names = await storage.keys(PREFIX + prefix)
  return [...new Set(names.map((name) => name.slice(PREFIX.length, name.lastIndexOf(':'))))]
}

/** Deletes all items in outboxes whose keys start with `prefix`. */
export async function forgetQueued(prefix: string, storage: BrowserStorage): Promise<void> {
  for (const name of await storage.keys(PREFIX + prefix)) await storage.remove(name)
}

/**
 * A note's text is stored under another name. An open page from an earlier release does not know notes and would send their
 * text to the visitor.
 */
function storedForm({ content, kind, ...rest }: OutboxItem): object {
  return kind === 'note' ? { ...rest, note: content } : { ...rest, content }
}

/** Parses a stored item, which another version of this page may have written; `null` if it is invalid. */
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
