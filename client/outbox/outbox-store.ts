import type { BrowserStorage } from '@/client/browser/browser-storage'
import type { MessageDraft } from '@/contract/message'

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
 */
export class OutboxStore {
  readonly #storage: BrowserStorage
  readonly #prefix: string

  constructor(storage: BrowserStorage, conversationKey: string) {
    this.#storage = storage
    this.#prefix = `porchlight:outbox:${conversationKey}:`
  }

  /** All items, in the order they were written. */
  list(): OutboxItem[] {
    return this.#storage
      .keys(this.#prefix)
      .map((key) => parseItem(this.#storage.get(key)))
      .filter((item) => item !== null)
      .sort((a, b) => a.order - b.order || a.clientMessageId.localeCompare(b.clientMessageId))
  }

  get(clientMessageId: string): OutboxItem | null {
    return parseItem(this.#storage.get(this.#prefix + clientMessageId))
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
    this.#storage.set(this.#prefix + item.clientMessageId, JSON.stringify(item))
  }

  remove(clientMessageId: string): void {
    this.#storage.remove(this.#prefix + clientMessageId)
  }

  /** True when another tab's change of this storage key is about this outbox. */
  owns(storageKey: string | null): boolean {
    return storageKey === null || storageKey.startsWith(this.#prefix)
  }
}

/** An item as it is stored. Another version of this page may have written it: what cannot be read is nothing. */
export function parseItem(text: string | null): OutboxItem | null {
  try {
    const item = JSON.parse(text ?? 'null') as Partial<OutboxItem> | null
    if (typeof item?.content !== 'string' || typeof item.clientMessageId !== 'string') return null
    if (typeof item.order !== 'number' || typeof item.queuedAt !== 'string') return null
    return { ...(item as OutboxItem), failed: item.failed === true }
  } catch {
    return null
  }
}
