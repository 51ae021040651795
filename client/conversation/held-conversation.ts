import type { PendingMessage } from '@/client/outbox/pending-message'
import type { ConversationSnapshot } from '@/contract/log/conversation'
import type { Side } from '@/contract/log/message'
import { addSnapshot, emptyTimeline, setPending, type Timeline } from './timeline'

type HeldOptions = {
  side: Side
  conversationId: string | null
  selfId: string | null
  initial: ConversationSnapshot | null
  /** Called after each change of the timeline. */
  onChange: () => void
}

/** What this browser holds of one conversation: shared by those who send, ask and draw. */
export class HeldConversation {
  readonly side: Side
  readonly #onChange: () => void
  /** `null` while a visitor has not written anything. */
  conversationId: string | null
  /** True until it is known whether this browser's visitor has a conversation. */
  isRecalling: boolean
  /** Which history the messages are of; `null` before the server told. */
  epoch: string | null
  /** `erased`: it was here, and was deleted with everything in it. A visitor may begin another. */
  problem: 'not_found' | 'not_authenticated' | 'erased' | null = null
  /** Started by this page: then losing it means that the browser keeps no cookies. */
  isStartedHere = false
  /** Setting it alone tells no listener; {@link change} does. */
  timeline: Timeline

  constructor({ side, conversationId, selfId, initial, onChange }: HeldOptions) {
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

  /** What is held is worth nothing any more; only what is not sent yet is. */
  startOver(pending: readonly PendingMessage[]): void {
    this.change(setPending(emptyTimeline(this.timeline.self), pending))
  }
}
