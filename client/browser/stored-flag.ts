import { type BrowserStorage, browserStorage } from './browser-storage'
import { StoredText } from './stored-text'

/** A boolean that this browser stores and its tabs share, as a subscribable value; `null` until it has been read. */
export class StoredFlag {
  readonly #text: StoredText

  /** @param storage called lazily, because servers have none */
  constructor(key: string, storage: () => BrowserStorage = () => browserStorage()) {
    this.#text = new StoredText(key, storage)
  }

  readonly getSnapshot = (): boolean | null => {
    const text = this.#text.getSnapshot()
    return text === undefined ? null : text !== null
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#text.subscribe(listener)

  /** Reads the current value, which another tab may have changed. */
  async read(): Promise<boolean> {
    return (await this.#text.read()) !== null
  }

  /** Stores the value for later visits and notifies subscribers and other tabs. */
  set(isSet: boolean): void {
    this.#text.set(isSet ? 'yes' : null)
  }
}
