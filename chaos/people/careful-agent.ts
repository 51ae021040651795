import { setTimeout as sleep } from 'node:timers/promises'
import type * as Ably from 'ably'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { ConversationSession } from '@/client/conversation/conversation-session'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import type { Random } from '../random'
import { createStorage } from './browser'
import { markAllRead } from './careful-visitor'
import { ConversationPage } from './conversation-page'
import { followInbox } from './inbox-page'
import { Notebook } from './notebook'
import type { Account, Agent } from './person'
import { connectRealtime } from './realtime'
import type { Roads } from './roads'
import { Web } from './web'
import { changeOwn, untilAnswered } from './writing'

/** An agent whose browser runs the project's own client code. */
export class CarefulAgent implements Agent {
  readonly name: string
  readonly notebook = new Notebook()
  readonly #account: Account
  readonly #storage: Storage = createStorage()
  readonly #roads: Roads
  readonly #web: Web
  readonly #opened: string[] = []
  #pages = new Map<string, ConversationPage>()
  #inbox: { store: InboxStore; stop: () => void } | null = null
  #realtime: Ably.Realtime | null = null

  constructor(name: string, account: Account, roads: Roads) {
    this.name = name
    this.#account = account
    this.#roads = roads
    this.#web = new Web('agent', `http://127.0.0.1:${roads.app.port}`, this.notebook)
  }

  async begin(): Promise<void> {
    await this.#web.signIn(this.#account)
    this.#load()
  }

  get screens(): ConversationPage[] {
    return [...this.#pages.values()]
  }

  get inbox(): InboxStore | null {
    return this.#inbox?.store ?? null
  }

  open(conversationId: string): void {
    this.#opened.push(conversationId)
    this.#show(conversationId)
  }

  say(conversationId: string, text: string): void {
    this.#send(conversationId, text, { close: false })
  }

  sayAndClose(conversationId: string, text: string): void {
    this.#send(conversationId, text, { close: true })
  }

  read(conversationId: string): void {
    const page = this.#pages.get(conversationId)
    if (page !== undefined) markAllRead(page)
  }

  /** By the outbox, like a reply, so that pages which go and networks which fail must not lose it either. */
  async note(conversationId: string, text: string): Promise<void> {
    const page = this.#pages.get(conversationId)
    if (page === undefined) return
    this.notebook.typed.push(text)
    page.session.send(text, { kind: 'note' })
  }

  async change(conversationId: string, random: Random): Promise<void> {
    const page = this.#pages.get(conversationId)
    if (page !== undefined) await changeOwn(page, { api: this.#web.api(), notebook: this.notebook, random })
  }

  async block(conversationId: string, forMs: number): Promise<void> {
    const visitor = this.#pages.get(conversationId)?.session.getSnapshot().conversation?.visitor
    if (visitor === undefined) return
    this.notebook.blocks += 1
    const api = this.#web.api()
    await api.blockVisitor(visitor.id).catch(() => {})
    await sleep(forMs)
    await untilAnswered(() => api.unblockVisitor(visitor.id))
  }

  async unblockAll(): Promise<void> {
    const visitors = this.screens.flatMap(({ session }) => session.getSnapshot().conversation?.visitor ?? [])
    const blocked = visitors.filter(({ block }) => block !== null)
    await Promise.all(
      blocked.map(({ id }) =>
        this.#web
          .api()
          .unblockVisitor(id)
          .catch(() => {}),
      ),
    )
  }

  async finish(conversationId: string): Promise<void> {
    const seenSequence = this.#pages.get(conversationId)?.session.seenSequence()
    if (seenSequence === undefined) return
    await this.#inbox?.store.setStatus(conversationId, 'CLOSED', { seenSequence }).catch(() => {})
  }

  reload(): void {
    this.leave()
    this.#load()
  }

  leave(): void {
    for (const page of this.#pages.values()) page.close()
    this.#pages = new Map()
    this.#inbox?.stop()
    this.#inbox = null
    this.#web.leave()
    this.#realtime?.close()
    this.#realtime = null
  }

  #load(): void {
    this.#realtime = connectRealtime(this.#web, this.#roads.realtime.port)
    this.#inbox = followInbox(this.#realtime, this.#web.api(), this.#account.siteId)
    for (const conversationId of this.#opened) this.#show(conversationId)
  }

  #send(conversationId: string, text: string, how: { close: boolean }): void {
    const page = this.#pages.get(conversationId)
    if (page === undefined) return
    this.notebook.typed.push(text)
    page.session.beginReply()
    page.session.send(text, how)
  }

  #show(conversationId: string): void {
    const session = new ConversationSession({
      side: 'agent',
      conversationId,
      selfId: this.#account.id,
      api: this.#web.api(),
      storage: createBrowserStorage(this.#storage),
      onClosing: (conversation) => this.#inbox?.store.take(conversation),
    })
    const page = new ConversationPage(this.name, session)
    if (this.#realtime !== null) page.follow(this.#realtime)
    this.#pages.set(conversationId, page)
  }
}
