import type { BrowserStorage } from '@/client/browser/browser-storage'
import { pageVersion } from '@/client/browser/page-version'
import { cleanContent } from '@/contract/text'
import { type DraftEntry, DraftStore } from './draft-store'
import { joinTexts, noteShown } from './drafts'

type Options = {
  storage?: BrowserStorage | undefined
  tab?: string
  onChange: (text: string) => void
  /** A text that was on its way came back. */
  onReturned?: () => void
}

/**
 * The text in one field of one tab. It begins with what was typed last under its key, in whatever tab, and follows that
 * until something is typed here; from then on it is this tab's own, and other tabs cannot take it away. Sent in one tab,
 * it goes from the others, too.
 *
 * The storage answers late. Text that is typed before it does is stored at once and kept.
 */
export class Draft {
  readonly #store: DraftStore
  readonly #options: Options
  /** The text in the field. */
  #text = ''
  /** What is this tab's own; `null` while it only follows. */
  #own: { text: string; at: number } | null = null
  /** Once something was typed or sent here it follows no other tab, not even while it is empty. */
  #isTouched = false
  /** What it follows, or followed before it was changed here. */
  #source: DraftEntry | null = null
  /** Incremented by each local change, to discard reads that began before. */
  #changes = 0
  /** False until the storage has been read once. */
  #isRead = false

  constructor(key: string, options: Options) {
    this.#store = new DraftStore(key, options.storage, options.tab)
    this.#options = options
  }

  /** Reads and shows what is stored, and listens to other tabs. Returns how to stop. */
  start(): () => void {
    const lookAgain = () => void this.#lookAgain()
    const stopFollowing = this.#store.followOthers(lookAgain)
    const hide = noteShown(this.#store.id, this)
    const letReload = pageVersion.hold(() => this.#text !== '')
    // A page that slept has heard of nothing.
    window.addEventListener('pageshow', lookAgain)
    document.addEventListener('visibilitychange', lookAgain)
    void this.#store.sweep()
    void this.#read()

    return () => {
      hide()
      letReload()
      stopFollowing()
      window.removeEventListener('pageshow', lookAgain)
      document.removeEventListener('visibilitychange', lookAgain)
    }
  }

  /** Somebody typed. */
  type(text: string): void {
    // It is continued here. A tab that still shows the other one puts it back.
    if (this.#own === null && this.#source !== null) void this.#store.remove(this.#source)
    this.#isTouched = true
    this.#own = text === '' ? null : { text, at: Date.now() }
    if (text === '') this.#source = null
    this.#changes += 1
    void this.#store.write(text)
    this.#show(text)
  }

  /** A text that was on its way comes back, before what is typed. */
  takeBack(text: string): void {
    this.type(joinTexts(text, this.#text))
    this.#options.onReturned?.()
  }

  /** The text left the field: no tab shall send it again, nor the beginning of it. */
  sent(content: string): void {
    const source = this.#source
    this.forget()
    void this.#tellOthers(content, source)
  }

  /** Empties the field. */
  forget(): void {
    this.#own = null
    this.#source = null
    this.#isTouched = true
    this.#changes += 1
    void this.#store.write('')
    this.#show('')
  }

  async #tellOthers(content: string, source: DraftEntry | null): Promise<void> {
    for (const entry of await this.#store.all()) {
      // By now this tab's own entry is a new text, even if it reads the same.
      if (entry.name === this.#store.ownName) continue
      const isContinued = entry.name === source?.name && content.includes(cleanContent(entry.text))
      if (isContinued || cleanContent(entry.text) === content) await this.#store.markSent(entry)
    }
  }

  /** Shows what is stored, unless something was typed before the answer came. */
  async #read(): Promise<void> {
    const changes = this.#changes
    const entry = await this.#store.newest()
    const isOwn = entry?.name === this.#store.ownName
    const isFirst = !this.#isRead
    this.#isRead = true
    if (changes === this.#changes) {
      this.#own = isOwn ? { text: entry.text, at: entry.at } : null
      this.#source = isOwn ? null : entry
      this.#isTouched = isOwn
      this.#show(entry?.text ?? '')
    } else if (isFirst && isOwn) {
      // The first keystroke has replaced it in storage. Put it before what was typed since.
      this.type(joinTexts(entry.text, this.#text))
    }
  }

  async #lookAgain(): Promise<void> {
    const changes = this.#changes
    const kept = await this.#store.own()
    if (changes !== this.#changes) return
    if (kept?.isSent) this.forget()
    else if (this.#own === null) await this.#follow()
    else if (kept === null) await this.#store.write(this.#own.text, this.#own.at)
  }

  async #follow(): Promise<void> {
    if (!this.#isTouched) await this.#read()
  }

  #show(text: string): void {
    this.#text = text
    this.#options.onChange(text)
  }
}
