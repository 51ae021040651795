import type * as Ably from 'ably'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { ConversationSession } from '@/client/conversation/conversation-session'
import type { Random } from '../random'
import { createStorage } from './browser'
import { ConversationPage } from './conversation-page'
import { Notebook } from './notebook'
import type { Visitor } from './person'
import { connectRealtime } from './realtime'
import type { Roads } from './roads'
import { Web } from './web'
import { changeOwn } from './writing'

/** A visitor whose browser runs the project's own client code. */
export class CarefulVisitor implements Visitor {
  readonly name: string
  readonly notebook = new Notebook()
  readonly #storage: Storage = createStorage()
  readonly #roads: Roads
  readonly #web: Web
  #page: ConversationPage
  #realtime: Ably.Realtime | null = null

  constructor(name: string, roads: Roads) {
    this.name = name
    this.#roads = roads
    this.#web = new Web('visitor', `http://127.0.0.1:${roads.app.port}`, this.notebook)
    this.#page = this.#open()
  }

  get screens(): ConversationPage[] {
    return [this.#page]
  }

  say(text: string): void {
    this.notebook.typed.push(text)
    this.#page.session.send(text)
  }

  read(): void {
    markAllRead(this.#page)
  }

  change(random: Random): Promise<void> {
    return changeOwn(this.#page, { api: this.#web.api(), notebook: this.notebook, random })
  }

  retry(): void {
    this.#page.retry((text) => this.notebook.refused.has(text))
  }

  reload(): void {
    this.leave()
    this.#page = this.#open()
  }

  leave(): void {
    this.#page.close()
    this.#web.leave()
    this.#realtime?.close()
    this.#realtime = null
  }

  #open(): ConversationPage {
    const session = new ConversationSession({
      side: 'visitor',
      conversationId: null,
      api: this.#web.api(),
      storage: createBrowserStorage(this.#storage),
    })
    const page = new ConversationPage(this.name, session)
    const connect = () => {
      const { conversationId } = session.getSnapshot()
      if (conversationId === null) return
      stopWaiting()
      this.#realtime = connectRealtime(this.#web, this.#roads.realtime.port)
      page.follow(this.#realtime)
    }
    const stopWaiting = session.subscribe(connect)
    connect()
    return page
  }
}

/** Marks everything as read, as if all of it had been on screen. */
export function markAllRead({ session }: ConversationPage): void {
  const newest = session.getSnapshot().conversation?.lastSequence
  if (newest !== undefined) session.markRead(newest)
}
