import { Observed } from '@/client/observed'
import { type BrowserStorage, browserStorage } from './browser-storage'

/** A boolean that this browser stores and its tabs share, as a subscribable value; `null` until it has been read. */
export class StoredFlag {
  readonly #key: string
  readonly #storage: () => BrowserStorage
  readonly #view = new Observed(() => this.#isSet)
  #isSet: boolean | null = null
  /** Incremented by each local change, to discard reads that began before. */
  #changes = 0

  /** @param storage called when needed, because a server has none */
  constructor(key: string, storage: () => BrowserStorage = () => browserStorage()) {
    this.#key = key
    this.#storage = storage
  }

  readonly getSnapshot = (): boolean | null => this.#view.getSnapshot()

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
  async read(): Promise<boolean> {
    const changes = this.#changes
    const isSet = (await this.#storage().get(this.#key)) !== null
    if (changes === this.#changes) this.#become(isSet)
    return this.#isSet === true
  }

  /** Stores the value for later visits and notifies subscribers and other tabs. */
  set(isSet: boolean): void {
    this.#changes += 1
    if (isSet) void this.#storage().set(this.#key, 'yes')
    else void this.#storage().remove(this.#key)
    this.#become(isSet)
  }

  #become(isSet: boolean): void {
    if (isSet === this.#isSet) return
    this.#isSet = isSet
    this.#view.changed()
  }
}
