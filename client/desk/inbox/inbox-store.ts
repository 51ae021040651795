import { INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '@/contract/limits'
import type {
  Conversation,
  ConversationPage,
  ConversationPatch,
  ConversationStatus,
} from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import type { InboxRow } from '@/contract/log/inbox'
import { type DeskConversation, ofRow } from './desk-conversation'
import {
  applyOrder,
  emptyInbox,
  eraseConversations,
  findConversation,
  holdOrder,
  type Inbox,
  type InboxFilter,
  type Intent,
  inboxRows,
  intend,
  type ListRow,
  mergeChanges,
  mergeConversations,
  mergeFirstPage,
  mergeNextPage,
  missingFrom,
  removeConversation,
  selectConversation,
  waitingUpdates,
} from './inbox'

/** Messages older than this, by the server's clock, do not count as arrivals. In milliseconds. */
const ARRIVAL_WITHIN_MS = 10_000

/** How many arrivals are remembered, so that each is announced once. */
const MAX_ARRIVALS = 100

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

/** Something that a visitor wrote and nobody of the team has read. `isFirst`: a new conversation. */
export type Arrival = { conversation: DeskConversation; isFirst: boolean }

/** The list as a component draws it. */
export type InboxView = {
  /** `failed`: the newest request did; rows from before are still there. */
  phase: 'loading' | 'ready' | 'failed'
  filter: InboxFilter
  rows: readonly ListRow[]
  selectedId: string | null
  /** Rows that wait to move or to appear. */
  updates: number
  unreadTotal: number
  needsAnswerTotal: number
  /** The same by site. Sites without any are left out. */
  totals: Inbox['totals']
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
  readonly #arrivalListeners = new Set<(arrival: Arrival) => void>()
  readonly #settledListeners = new Set<(conversationId: string) => void>()
  readonly #changes = new Map<string, Promise<unknown>>()
  /** Messages that were told as arrivals, the newest last. */
  readonly #arrived = new Set<string>()
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
    const { selectedId, totals, unreadTotal, needsAnswerTotal, erased, left, intents } = this.#inbox
    this.#set({
      ...emptyInbox(filter, selectedId),
      totals,
      unreadTotal,
      needsAnswerTotal,
      erased,
      left,
      intents,
    })
    void this.refresh()
  }

  /** Applies an `inbox.changed` event, without any request. */
  receive(changes: InboxChanged): void {
    const arrivals = changes.rows.flatMap((row) => this.#arrivalOf(row, changes))
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

  /** The latest known state of a conversation, listed or not, merged with that of its open log. */
  find(conversationId: string, open: Conversation | null = null): DeskConversation | null {
    return findConversation(this.#inbox, conversationId, open)
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

  #tellSettled(conversations: readonly { id: string; unreadCount: number }[]): void {
    for (const { id, unreadCount } of conversations)
      if (unreadCount === 0) for (const tell of this.#settledListeners) tell(id)
  }

  /** The unread visitor message that a changed row brings, if any. */
  #arrivalOf(row: InboxRow, { at, visitors }: InboxChanged): Arrival[] {
    const { preview, unreadCount, lastSequence } = row
    const known = this.find(row.id)
    const visitor = visitors.find(({ id }) => id === row.visitorId)
    if (preview?.side !== 'visitor' || unreadCount === 0 || visitor === undefined) return []
    if (lastSequence <= (known?.lastSequence ?? 0) || this.#arrived.has(preview.messageId)) return []
    if (Date.parse(at) - Date.parse(preview.createdAt) > ARRIVAL_WITHIN_MS) return []

    this.#arrived.add(preview.messageId)
    const [oldest] = this.#arrived
    if (this.#arrived.size > MAX_ARRIVALS && oldest !== undefined) this.#arrived.delete(oldest)
    const isFirst = known === null && unreadCount === lastSequence
    return [{ conversation: ofRow(row, visitor, known ?? undefined), isFirst }]
  }

  #draw(): InboxView {
    const { filter, selectedId, totals, unreadTotal, needsAnswerTotal, nextCursor } = this.#inbox
    return {
      phase: this.#phase,
      filter,
      rows: inboxRows(this.#inbox),
      selectedId,
      updates: waitingUpdates(this.#inbox),
      unreadTotal,
      needsAnswerTotal,
      totals,
      hasMore: nextCursor !== null,
      isLoadingMore: this.#isLoadingMore,
      error: this.#phase === 'failed' ? this.#error : null,
    }
  }
}
