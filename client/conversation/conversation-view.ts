import type { Conversation } from '@/contract/log/conversation'
import { can, visitorOf } from '@/contract/policy'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import type { LocalConversation } from './local-conversation'
import { currentConversation } from './timeline'
import { entriesOf, type TimelineEntry } from './timeline-entries'

/** Everything about one conversation that the UI renders. */
export type ConversationView = {
  /** `null` until the visitor has written something. */
  conversationId: string | null
  /** Its site; `null` until it is loaded. */
  siteId: string | null
  /** With all later events applied; `null` until it is loaded. */
  conversation: Conversation | null
  /** As the server last returned it, consistent with its revision. */
  stored: Conversation | null
  entries: readonly TimelineEntry[]
  /**
   * `empty`: there is no conversation yet. `loading`: it is unknown whether there is one, or its first page is loading or will
   * be retried. `gone`: it does not exist for this viewer, or they are no longer signed in; see `problem`. An archived site's stays
   * `ready`.
   */
  phase: 'empty' | 'loading' | 'ready' | 'gone'
  problem: LocalConversation['problem']
  hasOlder: boolean
  isLoadingOlder: boolean
  /** Pages the visitor opened last, newest first; empty for visitors. */
  pages: readonly VisitedPage[]
  /** The last events that the visitor's pages tracked, newest first; empty for visitors. */
  trackedEvents: readonly TrackedEvent[]
  /** How far the viewer's side has read. */
  readSequence: number
  /** False if the browser stores nothing, so that unsent messages are lost with the page. */
  isStorageSafe: boolean
}

type Surroundings = Pick<ConversationView, 'isLoadingOlder' | 'isStorageSafe'>

/** Builds the view from the browser's state. */
export function presentConversation(local: LocalConversation, surroundings: Surroundings): ConversationView {
  const { conversationId, timeline, problem, side } = local
  const { floor, read } = timeline
  return {
    ...surroundings,
    conversationId,
    siteId: timeline.conversation?.siteId ?? null,
    conversation: currentConversation(timeline),
    stored: timeline.conversation,
    entries: entriesOf(timeline),
    phase: phaseOf(local),
    problem,
    hasOlder: floor !== null && floor > 1,
    pages: timeline.pages,
    trackedEvents: timeline.trackedEvents,
    readSequence: read[side],
  }
}

/** Whether the server lets the visitor listen: not if they are blocked, nor if their site is archived. */
export function mayListen({
  conversation,
  problem,
}: Pick<ConversationView, 'conversation' | 'problem'>): boolean {
  return problem !== 'archived' && (conversation === null || can(visitorOf(conversation), 'listen'))
}

function phaseOf({
  side,
  conversationId,
  isRecalling,
  timeline,
  problem,
}: LocalConversation): ConversationView['phase'] {
  if (problem === 'erased' && side === 'visitor') return 'empty'
  if (problem !== null && problem !== 'archived') return 'gone'
  if (conversationId === null) return isRecalling ? 'loading' : 'empty'
  return timeline.floor === null ? 'loading' : 'ready'
}
