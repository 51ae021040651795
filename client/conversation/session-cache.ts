import type { ConversationSnapshot } from '@/contract/log/conversation'
import type { ConversationSession } from './conversation-session'
import { isWritten } from './timeline-entries'

/** Conversations that stay at hand, so that going back to one shows it at once. */
const KEPT_SESSIONS = 10

type Kept = { session: ConversationSession; stop: (() => void) | null }
type Create = (conversationId: string, initial: ConversationSnapshot | null) => ConversationSession

/**
 * The sessions of the conversations that were open last. They go on working while nobody looks: what was sent in one
 * goes out although another is open. One that still has something to send is never dropped.
 */
export class SessionCache {
  readonly #create: Create
  /** What a page has been given of these must not come back. */
  readonly #erased = new Set<string>()
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>()

  constructor(create: Create) {
    this.#create = create
  }

  /** The conversation's session, made when there is none. Has no effect beyond that, so it may be called in a render. */
  get(conversationId: string, initial: ConversationSnapshot | null = null): ConversationSession {
    const known = this.#kept.get(conversationId)
    if (known) return known.session
    const session = this.#create(conversationId, this.#erased.has(conversationId) ? null : initial)
    this.#kept.set(conversationId, { session, stop: null })
    return session
  }

  /** The conversation's session if there is one. */
  peek(conversationId: string): ConversationSession | null {
    return this.#kept.get(conversationId)?.session ?? null
  }

  /** Loads a conversation that is likely to be opened next, once. It does not work before it is used. */
  prefetch(conversationId: string): void {
    if (!this.#kept.has(conversationId)) void this.get(conversationId).load()
  }

  /** Lets the conversation's session work, and makes it the one that is dropped last. */
  use(conversationId: string): void {
    const kept = this.#kept.get(conversationId) ?? { session: this.get(conversationId), stop: null }
    if (kept.stop === null) kept.stop = kept.session.start()
    else void kept.session.catchUp()
    this.#kept.delete(conversationId)
    this.#kept.set(conversationId, kept)
    this.#dropOldest()
  }

  /** Nobody looks at it any more. What it still has to send must not rely on a connection that it does not hear of. */
  leave(conversationId: string): void {
    const session = this.peek(conversationId)
    if (session && hasUnsent(session)) session.setConnection('away')
  }

  /** These conversations were deleted: what this browser holds of them goes, unsent replies too. */
  erase(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      this.#erased.add(id)
      const session = this.peek(id) ?? this.#create(id, null)
      session.erase()
    }
  }

  /** Stops them all. They begin again when they are used. */
  stop(): void {
    for (const kept of this.#kept.values()) {
      kept.stop?.()
      kept.stop = null
    }
  }

  #dropOldest(): void {
    for (const [id, { session, stop }] of [...this.#kept].slice(0, -1)) {
      if (this.#kept.size <= KEPT_SESSIONS) return
      // A running session may not have read yet what an earlier page left unsent.
      if (hasUnsent(session) || (stop !== null && !session.knowsUnsent)) continue
      stop?.()
      this.#kept.delete(id)
    }
  }
}

function hasUnsent(session: ConversationSession): boolean {
  return session
    .getSnapshot()
    .entries.some((entry) => isWritten(entry) && ['sending', 'waiting', 'slowed'].includes(entry.state))
}
