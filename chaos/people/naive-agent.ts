import type * as Ably from 'ably'
import { NaivePage } from './naive-page'
import { Notebook } from './notebook'
import type { Account, Agent } from './person'
import { connectRealtime } from './realtime'
import type { Roads } from './roads'
import { Web } from './web'

/** An agent with {@link NaivePage}s. */
export class NaiveAgent implements Agent {
  readonly name: string
  readonly notebook = new Notebook()
  readonly inbox = null
  readonly #account: Account
  readonly #roads: Roads
  readonly #web: Web
  readonly #pages = new Map<string, NaivePage>()
  #realtime: Ably.Realtime | null = null

  constructor(name: string, account: Account, roads: Roads) {
    this.name = name
    this.#account = account
    this.#roads = roads
    this.#web = new Web('agent', `http://127.0.0.1:${roads.app.port}`, this.notebook)
  }

  async begin(): Promise<void> {
    await this.#web.signIn(this.#account)
    this.#realtime = connectRealtime(this.#web, this.#roads.realtime.port)
  }

  get screens(): NaivePage[] {
    return [...this.#pages.values()]
  }

  open(conversationId: string): void {
    if (this.#realtime === null) return
    const page = new NaivePage(
      this.name,
      'agent',
      { siteId: this.#account.siteId, conversationId },
      this.#web.api(),
      this.#realtime,
    )
    this.#pages.set(conversationId, page)
  }

  say(conversationId: string, text: string): void {
    const page = this.#pages.get(conversationId)
    if (page === undefined) return
    this.notebook.typed.push(text)
    page.send(text)
  }

  sayAndClose(conversationId: string, text: string): void {
    this.say(conversationId, text)
  }

  async note(conversationId: string, text: string): Promise<void> {
    const page = this.#pages.get(conversationId)
    if (page === undefined) return
    this.notebook.typed.push(text)
    page.send(text, 'note')
  }

  /** Never edits. */
  async change(): Promise<void> {}

  /** Naive agents never block. */
  async block(): Promise<void> {}

  async unblockAll(): Promise<void> {}

  /** Does not track reading. */
  read(): void {}

  async finish(): Promise<void> {}

  /** Would lose everything at once, which proves nothing: this page never crashes. */
  reload(): void {}

  leave(): void {
    for (const page of this.#pages.values()) page.close()
    this.#realtime?.close()
  }
}
