import type { BrowserStorage } from '@/client/browser/browser-storage'
import { cleanContent } from '@/contract/text'
import { type DraftEntry, DraftStore } from './draft-store'

type Options = { storage?: BrowserStorage; tab?: string; onChange: (text: string) => void }

/**
 * The text in one field of one tab. It begins with what was typed last under its key, in whatever tab, and follows that
 * until something is typed here; from then on it is this tab's own, and other tabs cannot take it away. Sent in one tab,
 * it goes from the others, too.
 */
export class Draft {
  readonly #store: DraftStore
  readonly #onChange: (text: string) => void
  /** What is this tab's own; `null` while it only follows. */
  #own: { text: string; at: number } | null = null
  /** Once something was typed or sent here it follows no other tab, not even while it is empty. */
  #isTouched = false
  /** What it follows, or followed before it was changed here. */
  #source: DraftEntry | null = null

  constructor(key: string, { storage, tab, onChange }: Options) {
    this.#store = new DraftStore(key, storage, tab)
    this.#onChange = onChange
  }

  /** Shows what is kept and listens to other tabs. Returns how to stop. */
  start(): () => void {
    const changed = ({ key }: StorageEvent) => this.#changedElsewhere(key)
    const lookAgain = () => this.#lookAgain()
    window.addEventListener('storage', changed)
    // A page that slept has heard of nothing.
    window.addEventListener('pageshow', lookAgain)
    document.addEventListener('visibilitychange', lookAgain)
    this.#store.sweep()
    this.reload()

    return () => {
      window.removeEventListener('storage', changed)
      window.removeEventListener('pageshow', lookAgain)
      document.removeEventListener('visibilitychange', lookAgain)
    }
  }

  /** Shows what is kept now. */
  reload(): void {
    const entry = this.#store.newest()
    const isOwn = entry?.name === this.#store.ownName
    this.#own = isOwn ? { text: entry.text, at: entry.at } : null
    this.#source = isOwn ? null : entry
    this.#isTouched = isOwn
    this.#onChange(entry?.text ?? '')
  }

  /** Somebody typed. */
  type(text: string): void {
    // It is continued here. A tab that still shows the other one puts it back.
    if (this.#own === null && this.#source !== null) this.#store.remove(this.#source)
    this.#isTouched = true
    this.#own = text === '' ? null : { text, at: Date.now() }
    if (text === '') this.#source = null
    this.#store.write(text)
    this.#onChange(text)
  }

  /** The text left the field: no tab shall send it again, nor the beginning of it. */
  sent(content: string): void {
    const source = this.#source
    for (const entry of this.#store.all()) {
      const isContinued = entry.name === source?.name && content.includes(cleanContent(entry.text))
      if (isContinued || cleanContent(entry.text) === content) this.#store.markSent(entry)
    }
    this.#empty()
  }

  #changedElsewhere(storageKey: string | null): void {
    if (storageKey === null || this.#store.owns(storageKey)) this.#lookAgain()
  }

  #lookAgain(): void {
    const kept = this.#store.own()
    if (kept?.isSent) this.#empty()
    else if (this.#own === null) this.#follow()
    else if (kept === null) this.#store.write(this.#own.text, this.#own.at)
  }

  #follow(): void {
    if (!this.#isTouched) this.reload()
  }

  #empty(): void {
    this.#own = null
    this.#source = null
    this.#isTouched = true
    this.#store.write('')
    this.#onChange('')
  }
}
