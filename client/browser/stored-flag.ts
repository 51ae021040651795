import { Observed } from '@/client/observed'
import { type BrowserStorage, browserStorage } from './browser-storage'

/** A yes or no that this browser keeps and its tabs share, as a subscribable value: `null` until the storage has answered. */
export class StoredFlag {
  readonly #key: string
  readonly #storage: () => BrowserStorage
  readonly #view = new Observed(() => this.#isSet)
  #isSet: boolean | null = null
  /** Grows with each change made here: an answer of the storage that was asked for before counts no more. */
  #changes = 0

  /** @param storage found when it is needed: a server has none */
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

  /** Whether it is set by now, here or in another tab. */
  async read(): Promise<boolean> {
    const changes = this.#changes
    const isSet = (await this.#storage().get(this.#key)) !== null
    if (changes === this.#changes) this.#become(isSet)
    return this.#isSet === true
  }

  /** Keeps it, also for later visits, and tells the other tabs. */
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
