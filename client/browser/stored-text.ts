import { Observed } from '@/client/observed'
import { type BrowserStorage, browserStorage } from './browser-storage'

/**
 * A text that this browser stores and its tabs share, as a subscribable value: `null` while there is none, `undefined` until it
 * has been read.
 */
export class StoredText {
  readonly #key: string
  readonly #storage: () => BrowserStorage
  readonly #view = new Observed(() => this.#text)
  #text: string | null | undefined
  /** Incremented by each local change, to discard reads that began before. */
  #changes = 0

  /** @param storage called lazily, because servers have none */
  constructor(key: string, storage: () => BrowserStorage = () => browserStorage()) {
    this.#key = key
    this.#storage = storage
  }

  readonly getSnapshot = (): string | null | undefined => this.#view.getSnapshot()

  readonly subscribe = (listener: () => void): (() => void) => {
    const stop = this.#view.subscribe(listener)
    const stopFollowing = this.#storage().subscribe(({ key }) => {
      if (key === null || key === this.#key) void this.read()
    })
    void this.read()
    return () => {
      stop()
      stopFollowing()
    }
  }

  /** Reads the current value, which another tab may have changed. */
  async read(): Promise<string | null> {
    const changes = this.#changes
    const text = await this.#storage().get(this.#key)
    if (changes === this.#changes) this.#become(text)
    return this.#text ?? null
  }

  /** Stores the value for later visits, or removes it with `null`, and notifies subscribers and other tabs. */
  set(text: string | null): void {
    this.#changes += 1
    if (text === null) void this.#storage().remove(this.#key)
    else void this.#storage().set(this.#key, text)
    this.#become(text)
  }

  #become(text: string | null): void {
    if (text === this.#text) return
    this.#text = text
    this.#view.changed()
  }
}
