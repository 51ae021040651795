import { Observed } from '@/client/observed'
import { DraftStore } from './draft-store'

/** The draft under one key as a subscribable value. Empty until the storage has been read. */
class DraftText {
  readonly #key: string
  readonly #view = new Observed(() => this.#text)
  #text = ''
  #followers = 0

  constructor(key: string) {
    this.#key = key
  }

  readonly getSnapshot = (): string => this.#view.getSnapshot()

  readonly subscribe = (listener: () => void): (() => void) => {
    const store = new DraftStore(this.#key)
    const read = () => void this.#read(store)
    const stop = this.#view.subscribe(listener)
    const stopFollowing = store.subscribe(read)
    read()
    this.#followers += 1
    texts.set(this.#key, this)
    return () => {
      stop()
      stopFollowing()
      this.#followers -= 1
      if (this.#followers === 0 && this.#text === '' && texts.get(this.#key) === this) texts.delete(this.#key)
    }
  }

  async #read(store: DraftStore): Promise<void> {
    const text = (await store.newest())?.text ?? ''
    if (text === this.#text) return
    this.#text = text
    this.#view.changed()
  }
}

/** Those with subscribers, and all that have a text. A server subscribes to none, so it keeps none. */
const texts = new Map<string, DraftText>()

/** One per page and key, so that a remounted row renders its draft immediately. */
export function draftText(key: string): Pick<DraftText, 'getSnapshot' | 'subscribe'> {
  return texts.get(key) ?? new DraftText(key)
}
