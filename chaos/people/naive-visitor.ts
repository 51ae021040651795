import { setTimeout as sleep } from 'node:timers/promises'
import type * as Ably from 'ably'
import { v4 as uuid } from 'uuid'
import { NaivePage } from './naive-page'
import { Notebook } from './notebook'
import type { Visitor } from './person'
import { connectRealtime } from './realtime'
import type { Roads } from './roads'
import { Web } from './web'

const RETRY_MS = 300

/** A visitor with a {@link NaivePage}. */
export class NaiveVisitor implements Visitor {
  readonly name: string
  readonly notebook = new Notebook()
  readonly #roads: Roads
  readonly #web: Web
  #page: NaivePage | null = null
  #isStarting = false
  #realtime: Ably.Realtime | null = null

  constructor(name: string, roads: Roads) {
    this.name = name
    this.#roads = roads
    this.#web = new Web('visitor', `http://127.0.0.1:${roads.app.port}`, this.notebook)
  }

  get screens(): NaivePage[] {
    return this.#page === null ? [] : [this.#page]
  }

  say(text: string): void {
    if (this.#page === null) {
      void this.#start()
      return
    }
    this.notebook.typed.push(text)
    this.#page.send(text)
  }

  /** Does not track reading. */
  read(): void {}

  /** Never edits. */
  async change(): Promise<void> {}

  retry(): void {}

  /** Would lose everything at once, which proves nothing: this page never crashes. */
  reload(): void {}

  leave(): void {
    this.#page?.close()
    this.#realtime?.close()
  }

  async #start(): Promise<void> {
    if (this.#isStarting) return
    this.#isStarting = true
    const api = this.#web.api()
    for (;;) {
      try {
        const { conversationId, conversation } = await api.startConversation({ clientConversationId: uuid() })
        this.#realtime = connectRealtime(this.#web, this.#roads.realtime.port)
        this.#page = new NaivePage(
          this.name,
          'visitor',
          { siteId: conversation.siteId, conversationId },
          api,
          this.#realtime,
        )
        return
      } catch {
        await sleep(RETRY_MS)
      }
    }
  }
}
