import { v4 as uuid } from 'uuid'
import { ApiError } from '@/client/api/api-error'
import type { BrowserStorage, StorageChange } from '@/client/browser/browser-storage'
import { pageVersion } from '@/client/browser/page-version'
import { whenAlone } from '@/client/browser/when-alone'
import { NOT_SENT_AFTER_MS, RETRY_FIRST_MS, RETRY_LONGEST_MS } from '@/client/constants'
import type { MessageDraft } from '@/contract/log/message'
import { type OutboxItem, OutboxStore, parseItem } from './outbox-store'
import type { PendingMessage } from './pending-message'

type OutboxOptions = {
  /** Identifies the conversation, and the agent if several may use this browser. */
  key: string
  storage: BrowserStorage
  /** Posts one message to the server. Resolves once it is stored; safe to repeat. */
  deliver: (draft: MessageDraft) => Promise<void>
  /** Called after every change, including other tabs'. */
  onChange: () => void
  /**
   * Called when another tab has removed an item, because it was sent or discarded there. The item stays in the list until this
   * resolves, so that it does not disappear briefly.
   */
  onTakenElsewhere?: () => Promise<void>
  /** The newest message the author has seen, if that matters. */
  seenSequence?: () => number
  /** Whether a missing response is more likely the server's fault than the network's. */
  isServerReachable?: () => boolean
}

/** A longer requested wait counts as a failure, so that the author knows. */
const LONGEST_ASKED_WAIT_SECONDS = 60

/** Backoff for a server that requests pauses grows up to this multiple of the pause. */
const PATIENCE = 4

/**
 * Queues messages for the server: stored in the browser until there is a final response, sent one at a time and in order, by
 * one tab. The id stays the same, so if two tabs send after all (see {@link whenAlone}), the server stores one message.
 *
 * Without a network, or if the server asks to wait, they wait. A refusal makes a message `failed`, until the author calls
 * `retry` or `discard`. After 60 s online without a response it is shown as `failed` too, but is still retried and blocks the
 * ones after it, because it may have arrived.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #store: OutboxStore
  readonly #lock: string
  /**
   * Since when each item has been attempted without a network failure. All times here are milliseconds on the monotonic clock,
   * because the system clock may be changed.
   */
  readonly #triedSince = new Map<string, number>()
  /** Items removed by other tabs, until it is known whether they were sent. */
  readonly #taken = new Set<OutboxItem>()
  #isRead = false
  #isRunning = false
  #isDraining = false
  /** Why nothing is being sent at the moment. */
  #waits: 'waiting' | 'slowed' | null = null
  #isWoken = false
  #attempts = 0
  #notBefore = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#store = new OutboxStore(options.storage, options.key)
    this.#lock = `${options.storage.namespace}outbox:${options.key}`
  }

  /** False until the storage has been read. */
  get isRead(): boolean {
    return this.#isRead
  }

  /** Unconfirmed messages, oldest first. */
  list(): PendingMessage[] {
    const status = navigator.onLine ? (this.#waits ?? 'sending') : 'waiting'
    const taken = [...this.#taken].filter(({ clientMessageId }) => this.#store.get(clientMessageId) === null)
    const items = [...this.#store.list(), ...taken].sort((a, b) => a.order - b.order)
    return items.map((item) => ({
      clientMessageId: item.clientMessageId,
      content: item.content,
      ...(item.seenSequence === undefined ? {} : { seenSequence: item.seenSequence }),
      ...(item.close ? { close: true } : {}),
      ...(item.kind ? { kind: item.kind } : {}),
      createdAt: item.queuedAt,
      status: item.held ? 'held' : item.failed || this.#isOverdue(item) ? 'failed' : status,
    }))
  }

  /** Starts sending, including items left by an earlier page. Returns a function that stops and keeps all items. */
  start(): () => void {
    const wake = () => this.wake()
    // When the server refuses this page, only a new page can send what is queued.
    const letReload = pageVersion.hold((isRefused) => !isRefused && this.list().length > 0)
    const stopFollowing = this.#store.followOthers((change) => this.#changedElsewhere(change))
    this.#isRunning = true
    window.addEventListener('online', wake)
    window.addEventListener('offline', this.#options.onChange)
    this.wake()

    return () => {
      this.#isRunning = false
      clearTimeout(this.#timer)
      window.removeEventListener('online', wake)
      window.removeEventListener('offline', this.#options.onChange)
      stopFollowing()
      letReload()
    }
  }

  /**
   * Stores the text, then sends it. It is stored when this returns, so the page may be closed right after. Returns its id.
   *
   * @param how `close` also closes the conversation; `seenSequence` replaces what the author has seen; a `note` answers no one,
   * so it carries none
   */
  add(content: string, how: Pick<MessageDraft, 'close' | 'kind' | 'seenSequence'> = {}): string {
    const seen = this.#seen(how)
    const { clientMessageId } = this.#store.add({ clientMessageId: uuid(), content, ...seen, ...how })
    this.#options.onChange()
    this.#tryNow()
    return clientMessageId
  }

  /** Sends a failed message again, under the same id. Everything loaded by now counts as seen. */
  retry(clientMessageId: string): void {
    const item = this.#store.get(clientMessageId)
    if (item === null) return
    this.#triedSince.delete(clientMessageId)
    this.#store.put({ ...item, failed: false, held: false, ...this.#seen(item) })
    this.#options.onChange()
    this.#tryNow()
  }

  /** Discards a message. If it is being sent, it may still arrive. */
  discard(clientMessageId: string): void {
    this.#store.remove(clientMessageId)
    this.#options.onChange()
  }

  /** Discards everything unsent, including earlier pages' items that have not been read yet. */
  async clear(): Promise<void> {
    this.#removeAll()
    await this.#store.refresh()
    this.#removeAll()
  }

  /** Retries immediately because the connection may be back, unless the server requested a pause. */
  wake(): void {
    if (this.#waits === 'waiting') {
      this.#waits = null
      this.#options.onChange()
    }
    this.#tryNow()
  }

  #tryNow(): void {
    this.#attempts = 0
    this.#isWoken = true
    clearTimeout(this.#timer)
    if (this.#isRunning) void this.#drain()
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return
    this.#isDraining = true
    try {
      await this.#refresh()
      while (this.#isRunning && this.#next() !== null) {
        this.#isWoken = false
        const goesOn = await whenAlone(this.#lock, () => this.#sendNext())
        if (!goesOn && !this.#isWoken) break
      }
    } finally {
      this.#isDraining = false
    }
  }

  /** Sends the oldest item. Refreshes first, under the lock, because another tab may have sent it. */
  async #sendNext(): Promise<boolean> {
    await this.#refresh()
    const item = this.#next()
    if (item === null) return false
    if (!navigator.onLine) {
      this.#wait('waiting')
      return false
    }
    if (this.#notBefore > performance.now()) {
      this.#wakeAfter(this.#notBefore - performance.now())
      return false
    }
    if (!this.#triedSince.has(item.clientMessageId))
      this.#triedSince.set(item.clientMessageId, performance.now())
    try {
      const { clientMessageId, content, kind, seenSequence, close } = item
      await this.#options.deliver({
        clientMessageId,
        content,
        ...(kind ? { kind } : {}),
        ...(seenSequence === undefined ? {} : { seenSequence }),
        ...(close ? { close } : {}),
      })
    } catch (error) {
      return this.#afterFailure(item, error)
    }
    this.#waits = null
    this.#attempts = 0
    this.#store.remove(item.clientMessageId)
    this.#triedSince.delete(item.clientMessageId)
    this.#options.onChange()
    return true
  }

  /** Returns whether to send the next item immediately. */
  async #afterFailure(item: OutboxItem, error: unknown): Promise<boolean> {
    if (isRefusal(error)) {
      await this.#fail(item, error)
      return true
    }
    const asked = error instanceof ApiError ? error.retryAfterSeconds : null
    const isPatient = error instanceof ApiError && (error.status === 429 || error.status === 503)
    const isNetworkAway = !(error instanceof ApiError) && !this.#options.isServerReachable?.()
    if (isPatient || isNetworkAway) this.#triedSince.clear()

    // A server that names a pause is back soon after it, so cap the backoff.
    const longest = asked === null ? RETRY_LONGEST_MS : Math.max(RETRY_FIRST_MS, asked * 1_000 * PATIENCE)
    const backoff = Math.min(RETRY_FIRST_MS * 2 ** this.#attempts, longest, RETRY_LONGEST_MS)
    const pause = Math.max((asked ?? 0) * 1_000, backoff * (0.8 + Math.random() * 0.4))
    if (asked !== null) this.#notBefore = performance.now() + pause
    this.#attempts += 1
    this.#wait(error instanceof ApiError && error.status === 429 ? 'slowed' : 'waiting')
    if (this.#isRunning) this.#wakeAfter(pause)
    return false
  }

  #seen({ kind }: Pick<MessageDraft, 'kind'>): { seenSequence?: number } {
    const seenSequence = kind === 'note' ? undefined : this.#options.seenSequence?.()
    return seenSequence === undefined ? {} : { seenSequence }
  }

  #wakeAfter(pauseMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#drain(), pauseMs)
  }

  #wait(reason: 'waiting' | 'slowed'): void {
    this.#waits = reason
    this.#options.onChange()
  }

  async #fail(item: OutboxItem, error: unknown): Promise<void> {
    this.#triedSince.delete(item.clientMessageId)
    // It may have been discarded meanwhile.
    await this.#refresh()
    if (this.#store.get(item.clientMessageId) === null) return
    const held = error instanceof ApiError && error.code === 'newer_messages'
    this.#store.put({ ...item, failed: true, held })
    this.#options.onChange()
  }

  #isOverdue({ clientMessageId }: OutboxItem): boolean {
    const since = this.#triedSince.get(clientMessageId)
    return since !== undefined && performance.now() - since >= NOT_SENT_AFTER_MS
  }

  #next(): OutboxItem | null {
    return this.#store.list().find((item) => !item.failed) ?? null
  }

  #changedElsewhere({ oldValue, newValue }: StorageChange): void {
    const taken = newValue === null ? parseItem(oldValue) : null
    if (taken === null) {
      void this.#refresh()
      this.#tryNow()
    } else {
      void this.#keepUntilKnown(taken)
    }
  }

  async #keepUntilKnown(item: OutboxItem): Promise<void> {
    this.#taken.add(item)
    await Promise.all([this.#refresh(), this.#options.onTakenElsewhere?.()])
    this.#taken.delete(item)
    this.#options.onChange()
  }

  async #refresh(): Promise<void> {
    const isNews = await this.#store.refresh()
    this.#isRead = true
    if (isNews) this.#options.onChange()
  }

  #removeAll(): void {
    const items = this.#store.list()
    for (const { clientMessageId } of items) this.#store.remove(clientMessageId)
    if (items.length > 0) this.#options.onChange()
  }
}

/** True if the server would refuse the same request again. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  // The page reloads, and the new page sends it.
  if (error.status === 408 || error.code === 'client_outdated') return false
  if (error.status === 429) return (error.retryAfterSeconds ?? 0) > LONGEST_ASKED_WAIT_SECONDS
  return error.status >= 400 && error.status < 500
}
