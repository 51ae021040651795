import type { PendingMessage } from '@/client/outbox/pending-message'
import type { Conversation, ConversationSnapshot } from '@/contract/conversation'
import type { ConversationEvent } from '@/contract/events'
import type { Message, Side } from '@/contract/message'

/** Who looks: its side and, when known, its user id. */
export type Self = { side: Side; id: string | null }

/** One conversation as this browser knows it. Plain data; every change makes a new value. */
export type Timeline = {
  self: Self
  /** The conversation as the server last told it whole; `null` before that. */
  conversation: Conversation | null
  /** Confirmed by the server, ordered by `sequence`, each `sequence` once. May have gaps. */
  messages: readonly Message[]
  /** Nothing is missing from here on, or would be without gaps; `null` before anything was loaded. */
  floor: number | null
  /** Written here and not yet confirmed, in the order they were written. */
  pending: readonly PendingMessage[]
  /** How far each side has read. Kept apart, because the news may come before the conversation. */
  read: Readonly<Record<Side, number>>
  /** The newest known status and visitor, by `revision`; `null` when no event told any. */
  update: ConversationUpdate | null
}

type ConversationUpdate = Extract<ConversationEvent, { name: 'conversation.updated' }>['data']

/** A message as a log shows it. */
export type TimelineEntry = {
  /** The same from the first keystroke's Enter to the confirmation and ever after. */
  key: string
  clientMessageId: string
  /** `null` until its place is certain. */
  sequence: number | null
  side: Side
  senderId: string | null
  senderName: string | null
  /** True when the viewer itself wrote it, not only somebody on its side. */
  isOwn: boolean
  content: string
  createdAt: string
  /** What became of it. `read`: the other side has seen it. */
  state: PendingMessage['status'] | 'sent' | 'read'
  /** The newest reply of a colleague that its author had not seen, where it is `held` for that and is known here. */
  passedBy: Pick<Message, 'senderName' | 'content'> | null
}

export function emptyTimeline(self: Self): Timeline {
  return {
    self,
    conversation: null,
    messages: [],
    floor: null,
    pending: [],
    read: { visitor: 0, agent: 0 },
    update: null,
  }
}

/** Adds what the server told us. Order and repetition of the calls do not matter. */
export function addMessages(timeline: Timeline, incoming: readonly Message[]): Timeline {
  if (incoming.length === 0) return timeline
  const confirmed = new Set(
    incoming.filter((message) => isOwn(timeline.self, message)).map((message) => message.clientMessageId),
  )
  return {
    ...timeline,
    messages: merge(timeline.messages, incoming),
    pending: timeline.pending.filter((draft) => !confirmed.has(draft.clientMessageId)),
  }
}

/** Looks from the end, where news belong: a long log must not make each of them dearer. */
function merge(held: readonly Message[], incoming: readonly Message[]): Message[] {
  const messages = [...held]
  for (const message of incoming) {
    const place = messages.findLastIndex(({ sequence }) => sequence <= message.sequence)
    if (messages[place]?.sequence === message.sequence) messages[place] = message
    else messages.splice(place + 1, 0, message)
  }
  return messages
}

/** Adds an answer of `GET /conversations/:id`, whichever page it holds. */
export function addSnapshot(
  timeline: Timeline,
  { conversation, messages }: Pick<ConversationSnapshot, 'conversation' | 'messages'>,
  { isNewestPage }: { isNewestPage: boolean },
): Timeline {
  const known = addMessages(addConversation(timeline, conversation), messages.data)
  const first = messages.data[0]?.sequence
  if (known.floor !== null) return { ...known, floor: Math.min(known.floor, first ?? known.floor) }
  return isNewestPage ? { ...known, floor: first ?? 1 } : known
}

/** Adds what an answer says of the conversation itself. An older answer takes nothing back. */
export function addConversation(timeline: Timeline, conversation: Conversation): Timeline {
  const held = timeline.conversation
  return {
    ...timeline,
    conversation: held !== null && isOlder(conversation, held) ? held : conversation,
    read: {
      visitor: Math.max(timeline.read.visitor, conversation.visitorReadSequence),
      agent: Math.max(timeline.read.agent, conversation.agentReadSequence),
    },
  }
}

export function applyEvent(timeline: Timeline, event: ConversationEvent): Timeline {
  switch (event.name) {
    case 'message.posted':
      return addMessages(timeline, [event.data.message])
    case 'conversation.read':
      return addReadPosition(timeline, event.data.side, event.data.sequence)
    case 'conversation.updated':
      if (event.data.revision <= (timeline.update?.revision ?? -1)) return timeline
      return { ...timeline, update: event.data }
    case 'visitor.blocked':
    case 'visitor.unblocked':
      // What holds now stands in the conversation.
      return timeline
    case 'conversation.erased':
      return { ...emptyTimeline(timeline.self), pending: timeline.pending }
  }
}

/** True when the event gives a number to another message than the one we hold: history itself has changed. */
export function contradicts({ messages }: Timeline, event: ConversationEvent): boolean {
  if (event.name !== 'message.posted') return false
  const { sequence, id } = event.data.message
  const held = messages.findLast((message) => message.sequence <= sequence)
  return held?.sequence === sequence && held.id !== id
}

/** Read positions only grow. */
export function addReadPosition(timeline: Timeline, side: Side, sequence: number): Timeline {
  if (sequence <= timeline.read[side]) return timeline
  return { ...timeline, read: { ...timeline.read, [side]: sequence } }
}

/** Shows what waits in the outbox. What the server has confirmed already is not shown twice. */
export function setPending(timeline: Timeline, pending: readonly PendingMessage[]): Timeline {
  const waiting = new Set(pending.map(({ clientMessageId }) => clientMessageId))
  for (const message of timeline.messages) {
    if (waiting.has(message.clientMessageId) && isOwn(timeline.self, message)) {
      waiting.delete(message.clientMessageId)
    }
  }
  return { ...timeline, pending: pending.filter((draft) => waiting.has(draft.clientMessageId)) }
}

/** True for what will not be sent unless somebody asks for it. */
export function hasFailed({ state }: Pick<TimelineEntry, 'state'>): boolean {
  return state === 'failed' || state === 'held'
}

export function removePending(timeline: Timeline, clientMessageId: string): Timeline {
  return {
    ...timeline,
    pending: timeline.pending.filter((draft) => draft.clientMessageId !== clientMessageId),
  }
}

/** The first sequence number we should hold but do not, or `null` when nothing is missing. */
export function firstGap(timeline: Timeline): number | null {
  const last = timeline.messages.at(-1)?.sequence ?? 0
  const next = lastInOrder(timeline) + 1
  return timeline.floor !== null && next <= last ? next : null
}

/** The last message before the first gap, as its number; 0 when there is none. */
export function lastInOrder({ messages, floor }: Timeline): number {
  if (floor === null) return 0
  let last = floor - 1
  for (const { sequence } of messages) {
    if (sequence === last + 1) last = sequence
  }
  return last
}

/**
 * The newest message that a reply has taken into account, when `begunAt` was the newest as it was begun: whatever is here
 * by now, but for colleagues' messages that came since, and what follows them.
 */
export function seenByReply(timeline: Timeline, begunAt: number): number {
  const { self, messages, floor } = timeline
  const last = lastInOrder(timeline)
  // Nobody knows who wrote what is missing between the two.
  if (floor === null || begunAt < floor - 1) return begunAt
  const passing = messages.find((message) => message.sequence > begunAt && isColleagues(self, message))
  return passing === undefined ? last : Math.min(last, passing.sequence - 1)
}

/** The conversation with everything that is known of it by now. */
export function currentConversation(timeline: Timeline): Conversation | null {
  const { conversation, messages, read, update } = timeline
  if (conversation === null) return null

  const newest = messages.at(-1)
  const isNewer = newest !== undefined && newest.sequence >= conversation.lastSequence
  const isUpdated = update !== null && update.revision > conversation.revision
  return {
    ...conversation,
    ...(isNewer ? { lastMessage: newest, lastSequence: newest.sequence } : {}),
    ...(isUpdated
      ? {
          revision: update.revision,
          status: update.status,
          visitor: { ...conversation.visitor, ...update.visitor },
        }
      : {}),
    visitorReadSequence: read.visitor,
    agentReadSequence: read.agent,
    unreadCount: countUnread(timeline, conversation),
  }
}

/**
 * What a log shows: confirmed messages up to the first gap, then what is on its way. Own messages beyond a gap count as
 * on their way, so that they do not disappear while the gap is closed.
 */
export function entriesOf(timeline: Timeline): TimelineEntry[] {
  const { self, messages, floor, pending } = timeline
  const last = lastInOrder(timeline)
  const shown = messages.filter(({ sequence }) => floor !== null && sequence >= floor && sequence <= last)
  const early = messages.filter((message) => message.sequence > last && isOwn(self, message))
  return [
    ...shown.map((message) => confirmedEntry(timeline, message)),
    ...early.map((message) => ({ ...confirmedEntry(timeline, message), sequence: null })),
    ...pending.map((draft) => pendingEntry(timeline, draft)),
  ]
}

function confirmedEntry({ self, read }: Timeline, message: Message): TimelineEntry {
  const { id, sequence, clientMessageId, senderId, senderName, senderSide, content, createdAt } = message
  const own = isOwn(self, message)
  return {
    // Ids that others chose could be anything, also one of ours.
    key: own ? clientMessageId : id,
    clientMessageId,
    sequence,
    side: senderSide,
    senderId,
    senderName,
    isOwn: own,
    content,
    createdAt,
    state: message.read || sequence <= read[otherSide(senderSide)] ? 'read' : 'sent',
    passedBy: null,
  }
}

function pendingEntry({ self, messages }: Timeline, draft: PendingMessage): TimelineEntry {
  const seen = draft.seenSequence ?? 0
  const passing = (message: Message) => message.sequence > seen && isColleagues(self, message)
  return {
    key: draft.clientMessageId,
    clientMessageId: draft.clientMessageId,
    sequence: null,
    side: self.side,
    senderId: self.id,
    senderName: null,
    isOwn: true,
    content: draft.content,
    createdAt: draft.createdAt,
    state: draft.status,
    passedBy: draft.status === 'held' ? (messages.findLast(passing) ?? null) : null,
  }
}

/** Counted here when everything unread is here; before that, the server's number is the better one. */
function countUnread({ self, messages, floor, read }: Timeline, conversation: Conversation): number {
  const from = read[self.side]
  const held = messages.filter(
    ({ sequence, senderSide }) => sequence > from && senderSide !== self.side,
  ).length
  return floor !== null && floor <= from + 1 ? held : Math.max(held, conversation.unreadCount)
}

function isOlder(conversation: Conversation, held: Conversation): boolean {
  return conversation.revision < held.revision || conversation.lastSequence < held.lastSequence
}

function isOwn(self: Self, { senderSide, senderId }: Message): boolean {
  return senderSide === self.side && (self.id === null || senderId === self.id)
}

function isColleagues(self: Self, message: Message): boolean {
  return message.senderSide === self.side && !isOwn(self, message)
}

function otherSide(side: Side): Side {
  return side === 'visitor' ? 'agent' : 'visitor'
}
