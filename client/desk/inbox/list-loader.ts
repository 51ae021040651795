import { INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '@/contract/limits'
import type { Conversation, ConversationPage } from '@/contract/log/conversation'
import {
  type Inbox,
  mergeConversations,
  mergeFirstPage,
  mergeNextPage,
  missingFrom,
  removeConversation,
} from './inbox'
import type { InboxFilter } from './inbox-filter'
import type { InboxSource } from './inbox-source'

export type LoaderState = {
  /** `failed`: the latest request failed; earlier rows are still there. */
  phase: 'loading' | 'ready' | 'failed'
  isLoadingMore: boolean
  /** Why the latest request failed, for phase `failed`. */
  error: unknown
}

/** The list that is loaded. */
type List = {
  inbox: () => Inbox
  /** Called with the new list, and with the same one when the loader's state has changed. */
  set: (inbox: Inbox) => void
  /** Called with the new list after a refresh, whose responses contained `conversations`. */
  refreshed: (inbox: Inbox, conversations: readonly Conversation[]) => void
  /** Forgets all conversations. */
  startOver: () => void
}

/** Requests the list: its first page, the next ones, and all that is shown after events may have been missed. */
export class ListLoader {
  readonly #source: InboxSource
  readonly #list: List
  /** The server's history id for the rows; `null` before the first response. */
  #epoch: string | null
  #phase: LoaderState['phase']
  #error: unknown = null
  #isLoadingMore = false
  #refreshing: Promise<void> | null = null
  #isRefreshDue = false
  #isReloadDue = true
  /** Incremented by each filter change, to discard responses for earlier filters. */
  #generation = 0

  /** @param initial the first page, if the list has it already */
  constructor(source: InboxSource, initial: ConversationPage | null, list: List) {
    this.#source = source
    this.#list = list
    this.#epoch = initial?.epoch ?? null
    this.#phase = initial ? 'ready' : 'loading'
  }

  get state(): LoaderState {
    return {
      phase: this.#phase,
      isLoadingMore: this.#isLoadingMore,
      error: this.#phase === 'failed' ? this.#error : null,
    }
  }

  /** The list is about to have another filter: pending responses are no longer for it. */
  discardResponses(): void {
    this.#generation += 1
    this.#phase = 'loading'
    this.#isLoadingMore = false
  }

  /**
   * Requests everything shown again, because events may have been missed. Resolves when the list is at least as new as this
   * call.
   */
  reload(): Promise<void> {
    this.#isReloadDue = true
    return this.refresh()
  }

  /** Requests the first page again. Resolves when it is at least as new as this call. */
  async refresh(): Promise<void> {
    this.#isRefreshDue = true
    this.#refreshing ??= this.#refreshUntilDone().finally(() => {
      this.#refreshing = null
    })
    await this.#refreshing
  }

  /** Requests the next page, if there is one. */
  async loadMore(): Promise<void> {
    const { nextCursor: cursor } = this.#list.inbox()
    if (cursor === null || this.#isLoadingMore) return
    const generation = this.#generation
    this.#isLoadingMore = true
    this.#list.set(this.#list.inbox())
    try {
      const page = await this.#page(cursor, INBOX_PAGE_SIZE)
      if (generation !== this.#generation) return
      this.#isLoadingMore = false
      const inbox = this.#list.inbox()
      // If the list has started over meanwhile, this is no longer its next page.
      this.#list.set(inbox.nextCursor === cursor ? mergeNextPage(inbox, page) : inbox)
    } catch (error) {
      if (generation !== this.#generation) return
      this.#isLoadingMore = false
      this.#fail(error)
    }
  }

  /** Requests a page of the newest conversations, open and closed, whatever the list shows. Ignores failures. */
  async learn(): Promise<void> {
    const all: InboxFilter = { status: null, unreadOnly: false }
    const page = await this.#source
      .list({ filter: all, cursor: null, limit: MAX_PAGE_SIZE })
      .catch(() => null)
    if (page !== null) this.#list.set(mergeConversations(this.#list.inbox(), page.data))
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
      const missing = missingFrom(page, this.#list.inbox())
      const found = missing.length === 0 ? [] : await this.#source.findAll(missing)
      if (generation !== this.#generation) return
      this.#phase = 'ready'
      const there = new Set(found.map(({ id }) => id))
      const merged = mergeConversations(mergeFirstPage(this.#list.inbox(), page), found)
      const known = missing.filter((id) => !there.has(id)).reduce(removeConversation, merged)
      this.#list.refreshed(known, [...page.data, ...found])
    } catch (error) {
      if (generation !== this.#generation) return
      this.#isReloadDue ||= isReload
      this.#fail(error)
    }
  }

  /** After a restore from a backup, older revisions are valid, so start over. */
  #noteEpoch({ epoch }: ConversationPage): void {
    const isOtherHistory = this.#epoch !== null && this.#epoch !== epoch
    this.#epoch = epoch
    if (isOtherHistory) this.#list.startOver()
  }

  /** As many conversations as are listed, as one page. */
  async #everythingShown(): Promise<ConversationPage> {
    const wanted = Math.max(INBOX_PAGE_SIZE, this.#list.inbox().listed.size)
    const data: Conversation[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await this.#page(cursor, Math.min(MAX_PAGE_SIZE, wanted - data.length))
      data.push(...page.data)
      if (data.length >= wanted || page.nextCursor === null) return { ...page, data }
      cursor = page.nextCursor
    }
  }

  #page(cursor: string | null, limit: number): Promise<ConversationPage> {
    return this.#source.list({ filter: this.#list.inbox().filter, cursor, limit })
  }

  #fail(error: unknown): void {
    this.#phase = 'failed'
    this.#error = error
    this.#list.set(this.#list.inbox())
  }
}
