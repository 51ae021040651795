import type { Conversation, ConversationPage, ConversationStatus } from '@/contract/conversation'
import { INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '@/contract/limits'
import {
  applyOrder,
  emptyInbox,
  eraseConversations,
  findConversation,
  holdOrder,
  type Inbox,
  type InboxFilter,
  type InboxRow,
  inboxRows,
  intendStatus,
  mergeConversations,
  mergeFirstPage,
  mergeNextPage,
  missingFrom,
  removeConversation,
  selectConversation,
  waitingUpdates,
} from './inbox'

/** Pokes that arrive within this time are answered by one request, in milliseconds. */
export const POKE_WINDOW_MS = 150

/** What the store asks the server. All reject when the server could not answer. */
export type InboxSource = {
  list(query: { filter: InboxFilter; cursor: string | null; limit: number }): Promise<ConversationPage>
  /** `null` when there is no such conversation. */
  find(conversationId: string): Promise<Conversation | null>
  setStatus(conversationId: string, status: ConversationStatus): Promise<Conversation>
  setVisitorName(conversationId: string, name: string): Promise<Conversation>
}

/** The list as a component draws it. */
export type InboxView = {
  /** `failed`: the newest request did; rows from before are still there. */
  phase: 'loading' | 'ready' | 'failed'
  filter: InboxFilter
  rows: readonly InboxRow[]
  selectedId: string | null
  /** Rows that wait to move or to appear. */
  updates: number
  unreadTotal: number
  hasMore: boolean
  isLoadingMore: boolean
  /** Why the newest request failed, for phase `failed`. */
  error: unknown
}

/** The list of conversations and its requests. Knows nothing of React nor of the realtime service. */
export class InboxStore {
  readonly #source: InboxSource
  readonly #listeners = new Set<() => void>()
  #inbox: Inbox
  /** Which history the rows are of; `null` before the server told. */
  #epoch: string | null
  #phase: InboxView['phase'] = 'loading'
  #error: unknown = null
  #isLoadingMore = false
  readonly #statusChanges = new Map<string, Promise<unknown>>()
  #poked = new Set<string>()
  #pokeTimer: ReturnType<typeof setTimeout> | undefined
  #refreshing: Promise<void> | null = null
  #isRefreshDue = false
  #isReloadDue = true
  /** Grows with every change of the filter, so that answers to the old question are dropped. */
  #generation = 0
  #view: InboxView

  /** @param initial the first page for `filter`, when the page came with one */
  constructor(source: InboxSource, filter: InboxFilter, initial: ConversationPage | null = null) {
    this.#source = source
    this.#inbox = initial ? mergeFirstPage(emptyInbox(filter), initial) : emptyInbox(filter)
    this.#epoch = initial?.epoch ?? null
    if (initial) this.#phase = 'ready'
    this.#view = this.#draw()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  getSnapshot = (): InboxView => this.#view

  /**
   * Asks for the list, unless the page came with it: what has changed since then, the reload that follows once the realtime
   * channel is attached will tell, or the first of those that go on while it is not.
   */
  start(): void {
    if (this.#phase === 'loading') void this.reload()
  }

  /** Shows other conversations. What was there goes at once, because it answers another question. */
  setFilter(filter: InboxFilter): void {
    const { status, unreadOnly } = this.#inbox.filter
    if (filter.status === status && filter.unreadOnly === unreadOnly) return
    this.#generation += 1
    this.#phase = 'loading'
    this.#isLoadingMore = false
    const { selectedId, unreadTotal, erased } = this.#inbox
    this.#set({ ...emptyInbox(filter, selectedId), unreadTotal, erased })
    void this.refresh()
  }

  /** Notes that a conversation changed, and looks again shortly. */
  poke(conversationId: string): void {
    this.#poked.add(conversationId)
    this.#refreshSoon()
  }

  /** Drops conversations that were deleted, for good, and asks what is unread now. */
  erase(conversationIds: readonly string[]): void {
    for (const id of conversationIds) this.#poked.delete(id)
    this.#set(eraseConversations(this.#inbox, conversationIds))
    this.#refreshSoon()
  }

  /** Asks for everything shown again, after pokes may have been missed. Resolves when the list is as new as this call. */
  reload = (): Promise<void> => {
    this.#isReloadDue = true
    return this.refresh()
  }

  /** Asks for the first page again. Resolves when it is as new as this call. */
  refresh = async (): Promise<void> => {
    this.#isRefreshDue = true
    this.#refreshing ??= this.#refreshUntilDone().finally(() => {
      this.#refreshing = null
    })
    await this.#refreshing
  }

  loadMore = async (): Promise<void> => {
    const { nextCursor: cursor } = this.#inbox
    if (cursor === null || this.#isLoadingMore) return
    const generation = this.#generation
    this.#isLoadingMore = true
    this.#set(this.#inbox)
    try {
      const page = await this.#page(cursor, INBOX_PAGE_SIZE)
      if (generation !== this.#generation) return
      this.#isLoadingMore = false
      // The list may have started over meanwhile: then this is not the page after its last one.
      this.#set(this.#inbox.nextCursor === cursor ? mergeNextPage(this.#inbox, page) : this.#inbox)
    } catch (error) {
      if (generation !== this.#generation) return
      this.#isLoadingMore = false
      this.#fail(error)
    }
  }

  select(conversationId: string | null): void {
    if (conversationId !== this.#inbox.selectedId) this.#set(selectConversation(this.#inbox, conversationId))
  }

  hold(isHeld: boolean): void {
    if (isHeld !== this.#inbox.isHeld) this.#set(holdOrder(this.#inbox, isHeld))
  }

  applyUpdates = (): void => this.#set(applyOrder(this.#inbox))

  /** What is known of a conversation, whether it has a row or not. */
  find(conversationId: string): Conversation | null {
    return findConversation(this.#inbox, conversationId)
  }

  /**
   * Closes or reopens a conversation: here at once, and taken back when it rejects. Changes of one conversation reach the
   * server one after the other, so that the last one asked for holds.
   */
  async setStatus(conversationId: string, status: ConversationStatus): Promise<void> {
    this.#set(intendStatus(this.#inbox, conversationId, status))
    const before = this.#statusChanges.get(conversationId) ?? Promise.resolve()
    const change = before.catch(() => {}).then(() => this.#source.setStatus(conversationId, status))
    this.#statusChanges.set(conversationId, change)
    try {
      const conversation = await change
      this.#set(mergeConversations(this.#inbox, [conversation]))
    } finally {
      if (this.#statusChanges.get(conversationId) === change) {
        this.#statusChanges.delete(conversationId)
        this.#set(intendStatus(this.#inbox, conversationId, null))
      }
    }
  }

  /** Writes down what a visitor is called. Rejects when the server did not take it, and then nothing has changed. */
  async setVisitorName(conversationId: string, name: string): Promise<void> {
    const conversation = await this.#source.setVisitorName(conversationId, name)
    this.#set(mergeConversations(this.#inbox, [conversation]))
  }

  dispose(): void {
    clearTimeout(this.#pokeTimer)
    this.#pokeTimer = undefined
  }

  #refreshSoon(): void {
    this.#pokeTimer ??= setTimeout(() => {
      this.#pokeTimer = undefined
      void this.refresh()
    }, POKE_WINDOW_MS)
  }

  async #refreshUntilDone(): Promise<void> {
    while (this.#isRefreshDue) {
      this.#isRefreshDue = false
      await this.#refreshOnce()
    }
  }

  async #refreshOnce(): Promise<void> {
    const generation = this.#generation
    const poked = this.#poked
    const isReload = this.#isReloadDue
    this.#poked = new Set()
    this.#isReloadDue = false
    try {
      const page = isReload ? await this.#everythingShown() : await this.#page(null, INBOX_PAGE_SIZE)
      if (generation !== this.#generation) return
      this.#noteEpoch(page)
      const missing = missingFrom(page, this.#inbox, poked)
      const found = await Promise.all(missing.map((id) => this.#source.find(id)))
      if (generation !== this.#generation) return
      this.#phase = 'ready'
      const gone = missing.filter((_, index) => found[index] === null)
      const merged = mergeConversations(
        mergeFirstPage(this.#inbox, page),
        found.filter((item) => item !== null),
      )
      this.#set(gone.reduce(removeConversation, merged))
    } catch (error) {
      if (generation !== this.#generation) return
      for (const id of poked) this.#poked.add(id)
      this.#isReloadDue ||= isReload
      this.#fail(error)
    }
  }

  /** In a database that was restored everything may be older than what we hold, and still be true. */
  #noteEpoch({ epoch }: ConversationPage): void {
    const isOtherHistory = this.#epoch !== null && this.#epoch !== epoch
    this.#epoch = epoch
    if (isOtherHistory) this.#inbox = emptyInbox(this.#inbox.filter, this.#inbox.selectedId)
  }

  /** As much of the list as there are rows, as one page. */
  async #everythingShown(): Promise<ConversationPage> {
    const wanted = Math.max(INBOX_PAGE_SIZE, this.#inbox.entries.size)
    const data: Conversation[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await this.#page(cursor, Math.min(MAX_PAGE_SIZE, wanted - data.length))
      data.push(...page.data)
      if (data.length >= wanted || page.nextCursor === null) return { ...page, data }
      cursor = page.nextCursor
    }
  }

  #page(cursor: string | null, limit: number): Promise<ConversationPage> {
    return this.#source.list({ filter: this.#inbox.filter, cursor, limit })
  }

  #fail(error: unknown): void {
    this.#phase = 'failed'
    this.#error = error
    this.#set(this.#inbox)
  }

  #set(inbox: Inbox): void {
    this.#inbox = inbox
    this.#view = this.#draw()
    for (const listener of this.#listeners) listener()
  }

  #draw(): InboxView {
    const { filter, selectedId, unreadTotal, nextCursor } = this.#inbox
    return {
      phase: this.#phase,
      filter,
      rows: inboxRows(this.#inbox),
      selectedId,
      updates: waitingUpdates(this.#inbox),
      unreadTotal,
      hasMore: nextCursor !== null,
      isLoadingMore: this.#isLoadingMore,
      error: this.#phase === 'failed' ? this.#error : null,
    }
  }
}
