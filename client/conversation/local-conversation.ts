import type { PendingMessage } from '@/client/outbox/pending-message'
import type { ConversationSnapshot } from '@/contract/log/conversation'
import type { Side } from '@/contract/log/message'
import { addSnapshot, emptyTimeline, setPending, type Timeline } from './timeline'

type Options = {
  side: Side
  conversationId: string | null
  selfId: string | null
  initial: ConversationSnapshot | null
  /** Called after each change of the timeline. */
  onChange: () => void
}

/** This browser's state of one conversation, shared by sending, loading and rendering. */
export class LocalConversation {
  readonly side: Side
  readonly #onChange: () => void
  /** `null` until the visitor has written something. */
  conversationId: string | null
  /** True until it is known whether this browser's visitor has a conversation. */
  isRecalling: boolean
  /** The server's history id for these messages; `null` before the first response. */
  epoch: string | null
  /**
   * `erased`: it was loaded and has been deleted. A visitor may start another. `archived`: its site has been archived and accepts
   * neither messages nor requests, until it is active again.
   */
  problem: 'not_found' | 'not_authenticated' | 'erased' | 'archived' | null = null
  /** This page started the conversation. Losing it before the next response means that the browser rejects cookies. */
  isStartedHere = false
  /** Direct assignment does not notify; use {@link change}. */
  timeline: Timeline

  constructor({ side, conversationId, selfId, initial, onChange }: Options) {
    this.side = side
    this.#onChange = onChange
    this.conversationId = conversationId
    this.isRecalling = side === 'visitor' && conversationId === null
    this.epoch = initial?.epoch ?? null
    this.timeline = emptyTimeline({ side, id: selfId })
    if (initial) this.timeline = addSnapshot(this.timeline, initial, { isNewestPage: true })
  }

  change(timeline: Timeline): void {
    this.timeline = timeline
    this.#onChange()
  }

  /** The site has been archived. What is loaded stays. */
  noteArchived(): void {
    this.problem = 'archived'
    this.#onChange()
  }

  /** Discards everything but unsent messages. */
  startOver(pending: readonly PendingMessage[]): void {
    this.change(setPending(emptyTimeline(this.timeline.self), pending))
  }
}
