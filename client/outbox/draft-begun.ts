import type { BrowserStorage } from '@/client/browser/browser-storage'

const PREFIX = 'draft-begun:'

/**
 * Which message was the newest one when the text under `key` was begun. Kept beside the draft, so that a reload does not
 * make a reply look newer than it is. Whatever an earlier text has left there is replaced with the next one's first letter.
 */
export class DraftBegun {
  readonly #storage: BrowserStorage
  readonly #name: string
  #sequence: number | null = null
  #isRead = false

  constructor(key: string, storage: BrowserStorage) {
    this.#storage = storage
    this.#name = PREFIX + key
  }

  /** Reads what an earlier page stored. */
  async read(): Promise<void> {
    if (this.#isRead) return
    const text = (await this.#storage.get(this.#name)) ?? ''
    // A text may have been begun here in the meantime.
    if (!this.#isRead) this.#become(/^\d{1,15}$/.test(text) ? Number(text) : null)
  }

  note(sequence: number): void {
    this.#become(sequence)
    void this.#storage.set(this.#name, String(sequence))
  }

  forget(): void {
    this.#become(null)
    void this.#storage.remove(this.#name)
  }

  /** `null` when it is not known, or not read yet. */
  get sequence(): number | null {
    return this.#sequence
  }

  #become(sequence: number | null): void {
    this.#isRead = true
    this.#sequence = sequence
  }
}
