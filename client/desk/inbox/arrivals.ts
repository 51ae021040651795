import type { InboxChanged } from '@/contract/log/events'
import type { InboxRow } from '@/contract/log/inbox'
import { type DeskConversation, ofRow } from './desk-conversation'

/** A message that a visitor wrote and no agent has read yet. `isFirst`: it starts a conversation. */
export type Arrival = { conversation: DeskConversation; isFirst: boolean }

/** Messages older than this, by the server's clock, do not count as arrivals. In milliseconds. */
const ARRIVAL_WITHIN_MS = 10_000

/** How many arrivals are remembered, so that each is announced once. */
const MAX_REMEMBERED = 100

/** Finds the messages that arrive while the desk is open, each once. */
export class Arrivals {
  /** Ids of messages, the newest last. */
  readonly #seen = new Set<string>()

  /**
   * The unread visitor message that a changed row brings; `null` for a row that brings none, or one that was returned before.
   *
   * @param known the conversation before this change
   */
  take(row: InboxRow, { at, visitors }: InboxChanged, known: DeskConversation | null): Arrival | null {
    const { preview, unreadCount, lastSequence } = row
    const visitor = visitors.find(({ id }) => id === row.visitorId)
    if (preview?.side !== 'visitor' || unreadCount === 0 || visitor === undefined) return null
    if (lastSequence <= (known?.lastSequence ?? 0) || this.#seen.has(preview.messageId)) return null
    if (Date.parse(at) - Date.parse(preview.createdAt) > ARRIVAL_WITHIN_MS) return null

    this.#seen.add(preview.messageId)
    const [oldest] = this.#seen
    if (this.#seen.size > MAX_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest)
    const isFirst = known === null && unreadCount === lastSequence
    return { conversation: ofRow(row, visitor, known ?? undefined), isFirst }
  }
}
