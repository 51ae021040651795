import { INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '@/contract/limits'
import type {
  Conversation,
  ConversationPage,
  ConversationPatch,
  ConversationStatus,
} from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import { type Arrival, Arrivals } from './arrivals'
import type { DeskConversation } from './desk-conversation'
import {
  applyOrder,
  emptyInbox,
  eraseConversations,
  filterBy,
  findConversation,
  holdOrder,
  type Inbox,
  type InboxFilter,
  type Intent,
  intend,
  type ListRow,
  mergeChanges,
  mergeConversations,
  mergeFirstPage,
  mergeNextPage,
  missingFrom,
  removeConversation,
  rowIds,
  rowOf,
  selectConversation,
  waitingUpdates,
} from './inbox'

/** What else a change says: what its author has seen, and whether reopening takes back what closing settled. */
export type ChangeOptions = Pick<ConversationPatch, 'seenSequence' | 'needsAnswer'>

/** What the store asks the server. All reject when the server could not answer. */
export type InboxSource = {
  list(query: { filter: InboxFilter; cursor: string | null; limit: number }): Promise<ConversationPage>
  /** Those of these conversations that exist. */
  findAll(conversationIds: readonly string[]): Promise<Conversation[]>
  setStatus(conversationId: string, status: ConversationStatus, how?: ChangeOptions): Promise<Conversation>
  setNeedsAnswer(conversationId: string, needsAnswer: boolean, how?: ChangeOptions): Promise<Conversation>
  setVisitorName(conversationId: string, name: string): Promise<Conversation>
}

/** The list as components read it. {@link InboxStore.row} has each row. */
export type InboxView = {
  /** `failed`: the newest request did; rows from before are still there. */
  phase: 'loading' | 'ready' | 'failed'
  filter: InboxFilter
  /** The same array until a row comes, goes or moves. */
  ids: readonly string[]
  selectedId: string | null
  /** Rows that wait to move or to appear. */
  updates: number
  unreadTotal: number
  needsAnswerTotal: number
  /** The same by site. Sites without any are left out. */
  totals: Inbox['totals']
  /** False until the first conversation ever was seen. */
  hasConversations: boolean
  hasMore: boolean
  isLoadingMore: boolean
  /** Why the newest request failed, for phase `failed`. */
  error: unknown
}

/**
 * Everything that the desk knows of conversations, each once, and the list's requests. Knows nothing of React nor of the
 * realtime service. Components select: {@link find} and {@link row} return the same object until it changes.
 */
export class InboxStore {
  readonly #source: InboxSource
  readonly #listeners = new Set<() => void>()
  #inbox: Inbox
  /** Which history the rows are of; `null` before the server told. */
  #epoch: string | null
  #phase: InboxView['phase'] = 'loading'
  #error: unknown = null
  #isLoadingMore = false
  #hasConversations: boolean
  readonly #arrivals = new Arrivals()
  readonly #arrivalListeners = new Set<(arrival: Arrival) => void>()
  readonly #settledListeners = new Set<(conversationId: string) => void>()
  readonly #changes = new Map<string, Promise<unknown>>()
  /** The rows as they were handed out last. */
  readonly #rows = new Map<string, ListRow>()
  #refreshing: Promise<void> | null = null
  #isRefreshDue = false
  #isReloadDue = true
  /** Grows with every change of the filter, so that answers to the old question are dropped. */
  #generation = 0
  #view: InboxView

  /**
   * @param initial the first page for `filter`, when the page came with one
   * @param hasConversations false when there has never been one
   */
  constructor(
    source: InboxSource,
    filter: InboxFilter,
    initial: ConversationPage | null = null,
    hasConversations = true,
  ) {
    this.#source = source
    this.#hasConversations = hasConversations
    this.#inbox = initial ? mergeFirstPage(emptyInbox(filter), initial) : emptyInbox(filter)
    this.#epoch = initial?.epoch ?? null
    if (initial) this.#phase = 'ready'
    this.#view = this.#draw()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls `listener` with what visitors write while this page is open. Returns what ends that. */
  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.#arrivalListeners.add(listener)
    return () => this.#arrivalListeners.delete(listener)
  }

  /** Calls `listener` with conversations of which nothing is unread any more, or nothing is left. Returns what ends that. */
  onSettled(listener: (conversationId: string) => void): () => void {
    this.#settledListeners.add(listener)
    return () => this.#settledListeners.delete(listener)
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
    const { status, unreadOnly, siteId, needsAnswer } = this.#inbox.filter
    const isSame = filter.status === status && filter.unreadOnly === unreadOnly && filter.siteId === siteId
    if (isSame && filter.needsAnswer === needsAnswer) return
    this.#generation += 1
    this.#phase = 'loading'
    this.#isLoadingMore = false
    this.#set(filterBy(this.#inbox, filter))
    void this.refresh()
  }

  /** Applies an `inbox.changed` event, without any request. */
  receive(changes: InboxChanged): void {
    const arrivals = changes.rows.flatMap((row) => this.#arrivals.take(row, changes, this.find(row.id)) ?? [])
    this.#set(mergeChanges(this.#inbox, changes))
    for (const arrival of arrivals) for (const tell of this.#arrivalListeners) tell(arrival)
    this.#tellSettled(changes.rows)
  }

  /** Drops conversations that were deleted, for good. */
  erase(conversationIds: readonly string[]): void {
    this.#set(eraseConversations(this.#inbox, conversationIds))
    this.#tellSettled(conversationIds.map((id) => ({ id, unreadCount: 0 })))
  }

  /** Asks for everything shown again, after news may have been missed. Resolves when the list is as new as this call. */
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

  /** The latest known state of a conversation, listed or not. */
  find(conversationId: string): DeskConversation | null {
    return findConversation(this.#inbox, conversationId)
  }

  /** A row of the list; `null` for a conversation that has none. */
  row(conversationId: string): ListRow | null {
    return this.#rows.get(conversationId) ?? null
  }

  /** All known conversations, listed or not, the newest activity first. */
  recent(): DeskConversation[] {
    return [...this.#inbox.conversations.keys()]
      .flatMap((id) => this.find(id) ?? [])
      .sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))
  }

  /** Requests a page of the newest conversations, open and closed, so that {@link recent} has them. Ignores a failure. */
  async learn(): Promise<void> {
    const all: InboxFilter = { status: null, unreadOnly: false }
    const page = await this.#source
      .list({ filter: all, cursor: null, limit: MAX_PAGE_SIZE })
      .catch(() => null)
    if (page !== null) this.#set(mergeConversations(this.#inbox, page.data))
  }

  /** Every known conversation of a visitor, listed or not. */
  idsOfVisitor(visitorId: string): string[] {
    return [...this.#inbox.conversations.values()]
      .filter(({ visitor }) => visitor.id === visitorId)
      .map(({ id }) => id)
  }

  /** The list's rows in their order. */
  rows(): ListRow[] {
    return this.#view.ids.flatMap((id) => this.row(id) ?? [])
  }

  /**
   * Closes or reopens a conversation: here at once, and taken back when it rejects. Changes of one conversation reach the
   * server one after the other, so that the last one asked for holds.
   *
   * @param how.needsAnswer with OPEN: what closing settled waits again
   */
  setStatus(conversationId: string, status: ConversationStatus, how?: ChangeOptions): Promise<void> {
    const intent: Intent = status === 'CLOSED' ? { status, waitingSince: null } : { status }
    return this.#change(conversationId, intent, () =>
      how === undefined
        ? this.#source.setStatus(conversationId, status)
        : this.#source.setStatus(conversationId, status, how),
    )
  }

  /** Settles what waits for an answer, or takes that back: as {@link setStatus}. */
  setNeedsAnswer(conversationId: string, needsAnswer: boolean, how?: ChangeOptions): Promise<void> {
    const intent: Intent = needsAnswer ? {} : { waitingSince: null }
    return this.#change(conversationId, intent, () =>
      this.#source.setNeedsAnswer(conversationId, needsAnswer, how),
    )
  }

  /** Takes in a conversation as an answer to something else told it. */
  take(conversation: Conversation): void {
    this.#set(mergeConversations(this.#inbox, [conversation]))
  }

  async #change(id: string, intent: Intent, ask: () => Promise<Conversation>): Promise<void> {
    this.#set(intend(this.#inbox, id, intent))
    const before = this.#changes.get(id) ?? Promise.resolve()
    const change = before.catch(() => {}).then(ask)
    this.#changes.set(id, change)
    try {
      this.take(await change)
    } finally {
      if (this.#changes.get(id) === change) {
        this.#changes.delete(id)
        this.#set(intend(this.#inbox, id, null))
      }
    }
  }

  /** Writes down what a visitor is called. Rejects when the server did not take it, and then nothing has changed. */
  async setVisitorName(conversationId: string, name: string): Promise<void> {
    const conversation = await this.#source.setVisitorName(conversationId, name)
    this.#set(mergeConversations(this.#inbox, [conversation]))
  }

  async #refreshUntilDone(): Promise<void> {
    while (this.#isRefreshDue) {
      this.#isRefreshDue = false
      await this.#refreshOnce()
    }
  }

  async #refreshOnce(): Promise<void> {
    const generation = this.#generation
    const isReload = this.#isReloadDue
    this.#isReloadDue = false
    try {
      const page = isReload ? await this.#everythingShown() : await this.#page(null, INBOX_PAGE_SIZE)
      if (generation !== this.#generation) return
      this.#noteEpoch(page)
      const missing = missingFrom(page, this.#inbox)
      const found = missing.length === 0 ? [] : await this.#source.findAll(missing)
      if (generation !== this.#generation) return
      this.#phase = 'ready'
      const there = new Set(found.map(({ id }) => id))
      const merged = mergeConversations(mergeFirstPage(this.#inbox, page), found)
      this.#set(missing.filter((id) => !there.has(id)).reduce(removeConversation, merged))
      this.#tellSettled([...page.data, ...found])
    } catch (error) {
      if (generation !== this.#generation) return
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
    const wanted = Math.max(INBOX_PAGE_SIZE, this.#inbox.places.size)
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

  #tellSettled(conversations: readonly { id: string; unreadCount: number }[]): void {
    for (const { id, unreadCount } of conversations)
      if (unreadCount === 0) for (const tell of this.#settledListeners) tell(id)
  }

  #draw(): InboxView {
    const { filter, selectedId, totals, unreadTotal, needsAnswerTotal, nextCursor } = this.#inbox
    const ids = this.#drawRows()
    this.#hasConversations ||= ids.length > 0
    return {
      phase: this.#phase,
      filter,
      ids,
      selectedId,
      updates: waitingUpdates(this.#inbox),
      unreadTotal,
      needsAnswerTotal,
      totals,
      hasConversations: this.#hasConversations,
      hasMore: nextCursor !== null,
      isLoadingMore: this.#isLoadingMore,
      error: this.#phase === 'failed' ? this.#error : null,
    }
  }

  /** Keeps what has not changed as the very same object, so that nothing renders again for it. */
  #drawRows(): readonly string[] {
    const before = new Map(this.#rows)
    const ids = rowIds(this.#inbox)
    this.#rows.clear()
    for (const id of ids) {
      const row = rowOf(this.#inbox, id)
      const last = before.get(id)
      if (row !== null) this.#rows.set(id, last && isSameRow(last, row) ? last : row)
    }
    const shown = this.#view?.ids ?? []
    return isSameOrder(shown, ids) ? shown : ids
  }
}

function isSameRow(a: ListRow, b: ListRow): boolean {
  return a.isMatching === b.isMatching && a.conversation === b.conversation
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
