import type { Conversation } from '@/contract/log/conversation'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import type { HeldConversation } from './held-conversation'
import { currentConversation } from './timeline'
import { entriesOf, type TimelineEntry } from './timeline-entries'

/** One conversation, ready to be drawn. */
export type ConversationView = {
  /** `null` while a visitor has not written anything. */
  conversationId: string | null
  /** The site that it belongs to; `null` until it is loaded. */
  siteId: string | null
  /** `null` until it is loaded. */
  conversation: Conversation | null
  entries: readonly TimelineEntry[]
  /**
   * `empty`: there is no conversation yet. `loading`: it is not known yet whether there is one, or its first page is on its
   * way, or will be asked for again.
   * `gone`: it does not exist for this viewer, or the viewer is nobody any more; `problem` says which.
   */
  phase: 'empty' | 'loading' | 'ready' | 'gone'
  problem: HeldConversation['problem']
  hasOlder: boolean
  isLoadingOlder: boolean
  /** Where the visitor was last, newest first; empty for the visitor. */
  pages: readonly VisitedPage[]
  /** What the visitor's pages told last, newest first; empty for the visitor. */
  trackedEvents: readonly TrackedEvent[]
  /** How far the viewer's side has read. */
  readSequence: number
  /** False when the browser keeps nothing: what is not sent is lost with the page. */
  isStorageSafe: boolean
}

type Surroundings = Pick<ConversationView, 'isLoadingOlder' | 'isStorageSafe'>

/** What a page shows of what this browser holds. */
export function drawConversation(held: HeldConversation, surroundings: Surroundings): ConversationView {
  const { conversationId, timeline, problem, side } = held
  const { floor, read } = timeline
  return {
    ...surroundings,
    conversationId,
    siteId: timeline.conversation?.siteId ?? null,
    conversation: currentConversation(timeline),
    entries: entriesOf(timeline),
    phase: phaseOf(held),
    problem,
    hasOlder: floor !== null && floor > 1,
    pages: timeline.pages,
    trackedEvents: timeline.trackedEvents,
    readSequence: read[side],
  }
}

function phaseOf({
  side,
  conversationId,
  isRecalling,
  timeline,
  problem,
}: HeldConversation): ConversationView['phase'] {
  if (problem === 'erased' && side === 'visitor') return 'empty'
  if (problem !== null) return 'gone'
  if (conversationId === null) return isRecalling ? 'loading' : 'empty'
  return timeline.floor === null ? 'loading' : 'ready'
}
