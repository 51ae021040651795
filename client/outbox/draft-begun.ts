import type { BrowserStorage } from '@/client/browser/browser-storage'

const PREFIX = 'draft-begun:'

/**
 * The newest message when the draft under `key` was started. Stored with the draft, so that a reload does not make a reply seem
 * newer. The next draft's first character overwrites a leftover value.
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
    // A draft may have been started here meanwhile.
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

  /** `null` if unknown or not read yet. */
  get sequence(): number | null {
    return this.#sequence
  }

  #become(sequence: number | null): void {
    this.#isRead = true
    this.#sequence = sequence
  }
}
