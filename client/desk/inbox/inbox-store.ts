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
  type Intent,
  intend,
  type ListRow,
  mergeChanges,
  mergeConversations,
  mergeFirstPage,
  neighbourOf,
  rowIds,
  rowOf,
  selectConversation,
  waitingUpdates,
} from './inbox'
import type { InboxFilter } from './inbox-filter'
import type { InboxSource } from './inbox-source'
import { ListLoader, type LoaderState } from './list-loader'

/** What the author of a change has seen. */
type Seen = Pick<ConversationPatch, 'seenSequence'>

/** The list for components. {@link InboxStore.row} returns each row. */
export type InboxView = LoaderState & {
  filter: InboxFilter
  /** The same array until a row is added, removed or moved. */
  ids: readonly string[]
  selectedId: string | null
  /** Rows waiting to move or appear. */
  updates: number
  unreadTotal: number
  needsAnswerTotal: number
  /** The same by site. Sites without any are omitted. */
  totals: Inbox['totals']
  /** False until the first conversation has been seen. */
  hasConversations: boolean
  hasMore: boolean
}

/**
 * All conversations that the desk knows, each once, and the list of them. Independent of React and the realtime service.
 * {@link find} and {@link row} return the same object until it changes.
 */
export class InboxStore {
  readonly #source: InboxSource
  readonly #loader: ListLoader
  readonly #listeners = new Set<() => void>()
  #inbox: Inbox
  /** Whether the pointer or the focus is in the list, also while there is nothing to hold. */
  #isHoldWanted = false
  #hasConversations: boolean
  readonly #arrivals = new Arrivals()
  readonly #arrivalListeners = new Set<(arrival: Arrival) => void>()
  readonly #allReadListeners = new Set<(conversationId: string) => void>()
  readonly #changes = new Map<string, Promise<unknown>>()
  /** The rows as last returned. */
  readonly #rows = new Map<string, ListRow>()
  #view: InboxView

  /**
   * @param initial the first page for `filter`, if the server rendered it
   * @param hasConversations false if there has never been one
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
    this.#loader = new ListLoader(source, initial, {
      inbox: () => this.#inbox,
      set: (inbox) => this.#set(inbox),
      refreshed: (inbox, conversations) => {
        this.#set(holdOrder(inbox, this.#isHoldWanted))
        this.#notifyAllRead(conversations)
      },
      startOver: () => {
        this.#inbox = emptyInbox(this.#inbox.filter, this.#inbox.selectedId)
      },
    })
    this.#view = this.#draw()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls `listener` with visitors' messages that arrive while this page is open. Returns an unsubscribe function. */
  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.#arrivalListeners.add(listener)
    return () => this.#arrivalListeners.delete(listener)
  }

  /** Calls `listener` with conversations that have nothing unread left, or are deleted. Returns an unsubscribe function. */
  onAllRead(listener: (conversationId: string) => void): () => void {
    this.#allReadListeners.add(listener)
    return () => this.#allReadListeners.delete(listener)
  }

  getSnapshot = (): InboxView => this.#view

  /**
   * Requests the list, unless the server rendered it. Later changes come with the reload that follows once the realtime channel
   * is attached, or with polling until then.
   */
  start(): void {
    if (this.#loader.state.phase === 'loading') void this.reload()
  }

  /** Changes the filter. The previous rows are removed immediately. */
  setFilter(filter: InboxFilter): void {
    const { status, unreadOnly, siteId, needsAnswer } = this.#inbox.filter
    const isSame = filter.status === status && filter.unreadOnly === unreadOnly && filter.siteId === siteId
    if (isSame && filter.needsAnswer === needsAnswer) return
    this.#loader.discardResponses()
    this.#set(filterBy(this.#inbox, filter))
    void this.refresh()
  }

  /** Applies an `inbox.changed` event. */
  receive(changes: InboxChanged): void {
    const arrivals = changes.rows.flatMap((row) => this.#arrivals.take(row, changes, this.find(row.id)) ?? [])
    this.#set(mergeChanges(this.#inbox, changes))
    for (const arrival of arrivals) for (const tell of this.#arrivalListeners) tell(arrival)
    this.#notifyAllRead(changes.rows)
  }

  /** Removes deleted conversations for good. */
  erase(conversationIds: readonly string[]): void {
    this.#set(eraseConversations(this.#inbox, conversationIds))
    this.#notifyAllRead(conversationIds.map((id) => ({ id, unreadCount: 0 })))
  }

  /**
   * Requests everything shown again, because events may have been missed. Resolves when the list is at least as new as this
   * call.
   */
  reload = (): Promise<void> => this.#loader.reload()

  /** Requests the first page again. Resolves when it is at least as new as this call. */
  refresh = (): Promise<void> => this.#loader.refresh()

  /** Requests the next page, if there is one. */
  loadMore = (): Promise<void> => this.#loader.loadMore()

  select(conversationId: string | null): void {
    if (conversationId !== this.#inbox.selectedId) this.#set(selectConversation(this.#inbox, conversationId))
  }

  /** Holds the order, or applies what has waited. Another filter's rows appear once, and are held from then on. */
  hold(isHeld: boolean): void {
    this.#isHoldWanted = isHeld
    if (isHeld !== this.#inbox.isHeld) this.#set(holdOrder(this.#inbox, isHeld))
  }

  applyUpdates = (): void => this.#set(applyOrder(this.#inbox))

  /** The latest known state of a conversation, listed or not. */
  find(conversationId: string): DeskConversation | null {
    return findConversation(this.#inbox, conversationId)
  }

  /** A row of the list; `null` if the conversation is not listed. */
  row(conversationId: string): ListRow | null {
    return this.#rows.get(conversationId) ?? null
  }

  /** The row after (`1`) or before (`-1`) this conversation or its place; see {@link neighbourOf}. */
  neighbour(conversationId: string | null, by: 1 | -1): string | null {
    return neighbourOf(this.#inbox, this.#view.ids, conversationId, by)
  }

  /** All known conversations, listed or not, the newest activity first. */
  recent(): DeskConversation[] {
    return [...this.#inbox.conversations.keys()]
      .flatMap((id) => this.find(id) ?? [])
      .sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))
  }

  /** Requests a page of the newest conversations, open and closed, for {@link recent}. Ignores failures. */
  learn(): Promise<void> {
    return this.#loader.learn()
  }

  /** All known conversations of a visitor, listed or not. */
  idsOfVisitor(visitorId: string): string[] {
    return [...this.#inbox.conversations.values()]
      .filter(({ visitor }) => visitor.id === visitorId)
      .map(({ id }) => id)
  }

  /** The list's rows in order. */
  rows(): ListRow[] {
    return this.#view.ids.flatMap((id) => this.row(id) ?? [])
  }

  /**
   * Closes or reopens a conversation: optimistically, and reverted if it rejects. Changes to one conversation are sent one at a
   * time, so that the last one wins.
   *
   * @param waitingSince with OPEN: since when the conversation needs an answer again; `null` if it does not
   */
  setStatus(
    conversationId: string,
    status: ConversationStatus,
    { waitingSince = null, ...seen }: Seen & { waitingSince?: string | null } = {},
  ): Promise<void> {
    const how = { ...seen, ...(waitingSince !== null && { needsAnswer: true }) }
    const intent: Intent = status === 'OPEN' && waitingSince === null ? { status } : { status, waitingSince }
    return this.#change(conversationId, intent, () => this.#source.setStatus(conversationId, status, how))
  }

  /**
   * Marks that a conversation needs no answer, or does again. Works like {@link setStatus}.
   *
   * @param waitingSince since when it needs an answer again; `null` if it needs none
   */
  setWaitingSince(conversationId: string, waitingSince: string | null, seen?: Seen): Promise<void> {
    return this.#change(conversationId, { waitingSince }, () =>
      this.#source.setNeedsAnswer(conversationId, waitingSince !== null, seen),
    )
  }

  /** Adds a conversation from another call's response. */
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

  /** Stores a visitor's name. Not optimistic: if it rejects, nothing has changed. */
  async setVisitorName(conversationId: string, name: string): Promise<void> {
    const conversation = await this.#source.setVisitorName(conversationId, name)
    this.#set(mergeConversations(this.#inbox, [conversation]))
  }

  #set(inbox: Inbox): void {
    this.#inbox = inbox
    this.#view = this.#draw()
    for (const listener of this.#listeners) listener()
  }

  #notifyAllRead(conversations: readonly { id: string; unreadCount: number }[]): void {
    for (const { id, unreadCount } of conversations)
      if (unreadCount === 0) for (const tell of this.#allReadListeners) tell(id)
  }

  #draw(): InboxView {
    const { filter, selectedId, totals, unreadTotal, needsAnswerTotal, nextCursor } = this.#inbox
    const ids = this.#updateRows()
    this.#hasConversations ||= ids.length > 0
    return {
      ...this.#loader.state,
      filter,
      ids,
      selectedId,
      updates: waitingUpdates(this.#inbox),
      unreadTotal,
      needsAnswerTotal,
      totals,
      hasConversations: this.#hasConversations,
      hasMore: nextCursor !== null,
    }
  }

  /** Keeps unchanged rows as the same objects, so that they are not rendered again. */
  #updateRows(): readonly string[] {
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
