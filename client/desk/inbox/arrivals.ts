import type { InboxChanged } from '@/contract/log/events'
import type { InboxRow } from '@/contract/log/inbox'
import { type DeskConversation, ofRow } from './desk-conversation'

/** A visitor's message that no agent has read. `isFirst`: it starts a conversation. */
export type Arrival = { conversation: DeskConversation; isFirst: boolean }

/** Messages older than this by the server's clock are not arrivals. In milliseconds. */
const ARRIVAL_WITHIN_MS = 10_000

/** How many arrivals to remember, so that each is reported once. */
const MAX_REMEMBERED = 100

/** Detects messages that arrive while the desk is open, each once. */
export class Arrivals {
  /** Message ids, newest last. */
  readonly #seen = new Set<string>()

  /**
   * Returns a changed row's unread visitor message; `null` if there is none or it was already returned.
   *
   * @param known the conversation before this change
   */
  take(row: InboxRow, { at, visitors }: InboxChanged, known: DeskConversation | null): Arrival | null {
    const { preview, unreadCount, lastSequence } = row
    const visitor = visitors.find(({ id }) => id === row.visitorId)
    if (preview?.side !== 'visitor' || unreadCount === 0 || visitor === undefined) return null
    // Not by what is known of the conversation: a list or a log that was requested meanwhile may have brought the message first.
    if (this.#seen.has(preview.messageId)) return null
    if (Date.parse(at) - Date.parse(preview.createdAt) > ARRIVAL_WITHIN_MS) return null

    this.#seen.add(preview.messageId)
    const [oldest] = this.#seen
    if (this.#seen.size > MAX_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest)
    const isNew = known === null || known.lastSequence >= lastSequence
    const isFirst = isNew && unreadCount === lastSequence
    return { conversation: ofRow(row, visitor, known ?? undefined), isFirst }
  }
}
