import type { BrowserStorage } from '@/client/browser/browser-storage'

const PREFIX = 'porchlight:draft-begun:'

/**
 * Which message was the newest one when the text under `key` was begun. Kept beside the draft, so that a reload does not
 * make a reply look newer than it is. Whatever an earlier text has left there is replaced with the next one's first letter.
 */
export class DraftBegun {
  readonly #storage: BrowserStorage
  readonly #name: string

  constructor(key: string, storage: BrowserStorage) {
    this.#storage = storage
    this.#name = PREFIX + key
  }

  note(sequence: number): void {
    this.#storage.set(this.#name, String(sequence))
  }

  forget(): void {
    this.#storage.remove(this.#name)
  }

  /** `null` when it is not known. */
  sequence(): number | null {
    const text = this.#storage.get(this.#name) ?? ''
    return /^\d{1,15}$/.test(text) ? Number(text) : null
  }
}
