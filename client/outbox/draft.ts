import type { BrowserStorage } from '@/client/browser/browser-storage'
import { pageVersion } from '@/client/browser/page-version'
import { cleanContent } from '@/contract/text'
import { type DraftEntry, DraftStore } from './draft-store'
import { joinTexts, noteShown } from './drafts'

type Options = {
  storage?: BrowserStorage | undefined
  tab?: string
  onChange: (text: string) => void
  /** A text that could not be sent was put back. */
  onReturned?: () => void
}

/**
 * The text of one field in one tab. It starts with the latest text under its key from any tab and follows that until it is
 * edited here; from then on it belongs to this tab. When one tab sends it, the others clear theirs.
 *
 * Storage reads are asynchronous. Text typed before the first read is stored immediately and kept.
 */
export class Draft {
  readonly #store: DraftStore
  readonly #options: Options
  /** The text in the field. */
  #text = ''
  /** This tab's own text; `null` while it follows another's. */
  #own: { text: string; at: number } | null = null
  /** True once something was typed or sent here. It then follows no other tab, even while empty. */
  #isTouched = false
  /** The entry that it follows, or followed before the local change. */
  #source: DraftEntry | null = null
  /** Incremented by each local change, to discard reads that began before. */
  #changes = 0
  /** False until the storage has been read once. */
  #isRead = false

  constructor(key: string, options: Options) {
    this.#store = new DraftStore(key, options.storage, options.tab)
    this.#options = options
  }

  /** Shows the stored text and follows other tabs. Returns a function that stops. */
  start(): () => void {
    const lookAgain = () => void this.#lookAgain()
    const stopFollowing = this.#store.followOthers(lookAgain)
    const hide = noteShown(this.#store.id, this)
    const letReload = pageVersion.hold(() => this.#text !== '')
    // A sleeping page receives no storage events.
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

  /** Call on each input. */
  type(text: string): void {
    // The draft continues here. A tab that still shows it writes it back.
    if (this.#own === null && this.#source !== null) void this.#store.remove(this.#source)
    this.#isTouched = true
    this.#own = text === '' ? null : { text, at: Date.now() }
    if (text === '') this.#source = null
    this.#changes += 1
    void this.#store.write(text)
    this.#show(text)
  }

  /** Puts a text that could not be sent before what is typed. */
  takeBack(text: string): void {
    this.type(joinTexts(text, this.#text))
    this.#options.onReturned?.()
  }

  /** The text was sent. No tab may send it, or its beginning, again. */
  sent(content: string): void {
    const source = this.#source
    this.forget()
    void this.#markSentElsewhere(content, source)
  }

  /** Clears the field. */
  forget(): void {
    this.#own = null
    this.#source = null
    this.#isTouched = true
    this.#changes += 1
    void this.#store.write('')
    this.#show('')
  }

  async #markSentElsewhere(content: string, source: DraftEntry | null): Promise<void> {
    for (const entry of await this.#store.all()) {
      // This tab's entry already belongs to the next text, even if that is identical.
      if (entry.name === this.#store.ownName) continue
      const isContinued = entry.name === source?.name && content.includes(cleanContent(entry.text))
      if (isContinued || cleanContent(entry.text) === content) await this.#store.markSent(entry)
    }
  }

  /** Shows the stored text, unless it was edited before the read completed. */
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
      // The first keystroke overwrote the stored text. Put it before what was typed since.
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
