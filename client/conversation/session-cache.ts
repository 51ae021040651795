import type { ConversationSnapshot } from '@/contract/log/conversation'
import type { ConversationSession } from './conversation-session'
import { isWritten } from './timeline-entries'

/** How many sessions to keep, so that recent conversations open immediately. */
const KEPT_SESSIONS = 10

type Kept = { session: ConversationSession; stop: (() => void) | null }
type Create = (conversationId: string, initial: ConversationSnapshot | null) => ConversationSession

/**
 * Sessions of the most recently opened conversations. They keep running in the background, so that messages are sent even after
 * another conversation is opened. A session with unsent messages is never evicted.
 */
export class SessionCache {
  readonly #create: Create
  /** Server-rendered snapshots of these must not be used. */
  readonly #erased = new Set<string>()
  /** Least recently used first. */
  #kept = new Map<string, Kept>()

  constructor(create: Create) {
    this.#create = create
  }

  /** The conversation's session, created on demand. Has no other effects, so it may be called during a render. */
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

  /** Loads a conversation that is likely to be opened next, once. Does not start its session. */
  prefetch(conversationId: string): void {
    if (!this.#kept.has(conversationId)) void this.get(conversationId).load()
  }

  /** Starts the conversation's session, or catches up if it is running, and marks it as most recently used. */
  use(conversationId: string): void {
    const kept = this.#kept.get(conversationId) ?? { session: this.get(conversationId), stop: null }
    if (kept.stop === null) kept.stop = kept.session.start()
    else void kept.session.catchUp()
    this.#kept.delete(conversationId)
    this.#kept.set(conversationId, kept)
    this.#dropOldest()
  }

  /**
   * Starts the conversation's session to send what an earlier visit left. Unlike {@link use}, it evicts none and is not the most
   * recent use, so that the session on screen keeps running.
   */
  resume(conversationId: string): void {
    const session = this.get(conversationId)
    const { stop } = this.#kept.get(conversationId) ?? { stop: null }
    if (stop !== null) return
    this.#kept.delete(conversationId)
    this.#kept = new Map([[conversationId, { session, stop: session.start() }], ...this.#kept])
  }

  /**
   * The conversation is no longer shown. Unsent messages must not wait for a connection whose changes the session no longer
   * sees.
   */
  leave(conversationId: string): void {
    const session = this.peek(conversationId)
    if (session && hasUnsent(session)) session.setConnection('away')
  }

  /** These conversations were deleted: discards their data, including unsent replies. */
  erase(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      this.#erased.add(id)
      const session = this.peek(id) ?? this.#create(id, null)
      session.erase()
    }
  }

  /** Stops all sessions. They start again when used. */
  stop(): void {
    for (const kept of this.#kept.values()) {
      kept.stop?.()
      kept.stop = null
    }
  }

  #dropOldest(): void {
    for (const [id, { session, stop }] of [...this.#kept].slice(0, -1)) {
      if (this.#kept.size <= KEPT_SESSIONS) return
      // A running session may not have loaded an earlier page's unsent messages yet.
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
