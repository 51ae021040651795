import type { PendingMessage } from '@/client/outbox/pending-message'
import { MAX_TRACKED_EVENTS, MAX_VISITED_PAGES } from '@/contract/limits'
import type { Conversation, ConversationSnapshot } from '@/contract/log/conversation'
import type { ConversationEvent } from '@/contract/log/events'
import type { LogEntry, Message, Side } from '@/contract/log/message'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'

/** The viewer: their side and, if known, their user id. */
export type Self = { side: Side; id: string | null }

/** One conversation as this browser knows it. Immutable. */
export type Timeline = {
  self: Self
  /** The conversation as the server last returned it; `null` before that. */
  conversation: Conversation | null
  /** Confirmed entries, ordered by unique `sequence`, possibly with gaps. Messages are in their newest version. */
  log: readonly LogEntry[]
  /** The current state of edited and deleted messages, by id, because an older page may still contain an earlier version. */
  changed: ReadonlyMap<string, Message>
  /** Everything from here on is loaded, apart from gaps; `null` before anything is. */
  floor: number | null
  /** Written here and not yet confirmed, oldest first. */
  pending: readonly PendingMessage[]
  /** How far each side has read. Separate, because events may arrive before the conversation. */
  read: Readonly<Record<Side, number>>
  /** The newest status and visitor from events, by `revision`; `null` if there were none. */
  update: ConversationUpdate | null
  /** Pages the visitor opened last, newest first; empty for visitors. */
  pages: readonly VisitedPage[]
  /** The last events that the visitor's pages tracked, newest first; empty for visitors. */
  trackedEvents: readonly TrackedEvent[]
}

type ConversationUpdate = Extract<ConversationEvent, { name: 'conversation.updated' }>['data']

export function emptyTimeline(self: Self): Timeline {
  return {
    self,
    conversation: null,
    log: [],
    changed: new Map(),
    floor: null,
    pending: [],
    read: { visitor: 0, agent: 0 },
    update: null,
    pages: [],
    trackedEvents: [],
  }
}

/** Adds confirmed entries. Calls may repeat and come in any order. */
export function addEntries(timeline: Timeline, incoming: readonly LogEntry[]): Timeline {
  if (incoming.length === 0) return timeline
  const changed = noteChanges(timeline.changed, incoming)
  const confirmed = new Set(
    incoming.flatMap((entry) =>
      isOwn(timeline.self, entry) && isMessage(entry) ? entry.clientMessageId : [],
    ),
  )
  return {
    ...timeline,
    changed,
    log: merge(timeline.log, incoming, changed),
    pending: timeline.pending.filter((draft) => !confirmed.has(draft.clientMessageId)),
  }
}

/** True for messages and notes, false for events. */
export function isMessage(entry: LogEntry): entry is Message {
  return entry.kind !== 'event'
}

/** More than the edits one conversation sees within the five minutes in which they are allowed. */
const MAX_CHANGED = 200

function noteChanges(known: Timeline['changed'], incoming: readonly LogEntry[]): Timeline['changed'] {
  const news = incoming.flatMap((entry) => changedBy(entry) ?? [])
  const newer = news.filter(({ id, version }) => version > (known.get(id)?.version ?? 0))
  if (newer.length === 0) return known
  const changed = new Map(known)
  for (const message of newer) {
    if (message.version <= (changed.get(message.id)?.version ?? 0)) continue
    // Reinsert, so that the map stays ordered by the last change.
    changed.delete(message.id)
    changed.set(message.id, message)
  }
  return new Map([...changed].slice(-MAX_CHANGED))
}

/** The message that an edit or deletion carries, in its state at the time of the event. */
function changedBy(entry: LogEntry): Message | null {
  return entry.kind === 'event' && 'message' in entry.event ? entry.event.message : null
}

/** Searches from the end, where new entries belong, so that the cost does not grow with the log. */
function merge(
  known: readonly LogEntry[],
  incoming: readonly LogEntry[],
  changed: Timeline['changed'],
): LogEntry[] {
  const log = [...known]
  for (const entry of incoming) {
    const index = indexFor(log, entry)
    if (log[index]?.sequence === entry.sequence) log[index] = newest(log[index], entry)
    else log.splice(index + 1, 0, entry)
  }
  const touched = [...incoming, ...incoming.flatMap((entry) => changedBy(entry) ?? [])]
  for (const entry of touched) {
    const index = indexFor(log, entry)
    const here = log[index]
    if (here?.id === entry.id) log[index] = newest(here, changed.get(entry.id) ?? here)
  }
  return log
}

function indexFor(log: readonly LogEntry[], { sequence }: LogEntry): number {
  return log.findLastIndex((entry) => entry.sequence <= sequence)
}

/** The newer of two copies of an entry. Only messages change. */
function newest(known: LogEntry, incoming: LogEntry): LogEntry {
  return isMessage(known) &&
    isMessage(incoming) &&
    known.id === incoming.id &&
    known.version > incoming.version
    ? known
    : incoming
}

/** Adds a page returned by `GET /conversations/:id`, whichever it is. */
export function addSnapshot(
  timeline: Timeline,
  {
    conversation,
    messages,
    pages,
    trackedEvents,
  }: Pick<ConversationSnapshot, 'conversation' | 'messages' | 'pages' | 'trackedEvents'>,
  { isNewestPage }: { isNewestPage: boolean },
): Timeline {
  const told = {
    ...timeline,
    ...(pages && { pages: newer(timeline.pages, pages, MAX_VISITED_PAGES) }),
    ...(trackedEvents && {
      trackedEvents: newer(timeline.trackedEvents, trackedEvents, MAX_TRACKED_EVENTS),
    }),
  }
  const known = addEntries(addConversation(told, conversation), messages.data)
  const first = messages.data[0]?.sequence
  if (known.floor !== null) return { ...known, floor: Math.min(known.floor, first ?? known.floor) }
  return isNewestPage ? { ...known, floor: first ?? 1 } : known
}

/** Adds a conversation that the server returned. Stale responses are ignored. */
export function addConversation(timeline: Timeline, conversation: Conversation): Timeline {
  const known = timeline.conversation
  return {
    ...timeline,
    conversation: known !== null && isOlder(conversation, known) ? known : conversation,
    read: {
      visitor: Math.max(timeline.read.visitor, conversation.visitorReadSequence),
      agent: Math.max(timeline.read.agent, conversation.agentReadSequence),
    },
  }
}

export function applyEvent(timeline: Timeline, event: ConversationEvent): Timeline {
  switch (event.name) {
    case 'entry.appended':
      return addEntries(timeline, [event.data.entry])
    case 'conversation.read':
      return addReadPosition(timeline, event.data.side, event.data.sequence)
    case 'conversation.updated':
      if (event.data.revision <= (timeline.update?.revision ?? -1)) return timeline
      return { ...timeline, update: event.data }
    case 'visitor.blocked':
    case 'visitor.unblocked':
      // The conversation has the current state.
      return timeline
    case 'page.visited':
      // A known page may have received its title.
      return { ...timeline, pages: withNews(timeline.pages, [event.data.page], MAX_VISITED_PAGES) }
    case 'events.tracked':
      return {
        ...timeline,
        trackedEvents: withNews(timeline.trackedEvents, event.data.events, MAX_TRACKED_EVENTS),
      }
    case 'conversation.erased':
      return { ...emptyTimeline(timeline.self), pending: timeline.pending }
  }
}

/** The newest `most` of both, newest first. Repeated items replace known ones. */
function withNews<Item extends { id: number }>(
  known: readonly Item[],
  told: readonly Item[],
  most: number,
): Item[] {
  const ids = new Set(told.map(({ id }) => id))
  const others = known.filter(({ id }) => !ids.has(id))
  return [...told, ...others].sort((a, b) => b.id - a.id).slice(0, most)
}

/** The response is complete, except for items from later events. */
function newer<Item extends { id: number }>(
  known: readonly Item[],
  answered: readonly Item[],
  most: number,
): readonly Item[] {
  const newest = answered[0]?.id ?? 0
  const since = known.filter(({ id }) => id > newest)
  return [...since, ...answered].slice(0, most)
}

/** True if the event has another entry under a number we hold: the server's history has changed. */
export function contradicts({ log }: Timeline, event: ConversationEvent): boolean {
  if (event.name !== 'entry.appended') return false
  const { entry } = event.data
  const known = log[indexFor(log, entry)]
  return known?.sequence === entry.sequence && known.id !== entry.id
}

/** Read positions never decrease. */
export function addReadPosition(timeline: Timeline, side: Side, sequence: number): Timeline {
  if (sequence <= timeline.read[side]) return timeline
  return { ...timeline, read: { ...timeline.read, [side]: sequence } }
}

/** Sets the outbox's messages. Confirmed ones are not shown twice. */
export function setPending(timeline: Timeline, pending: readonly PendingMessage[]): Timeline {
  const waiting = new Set(pending.map(({ clientMessageId }) => clientMessageId))
  for (const entry of timeline.log) {
    if (isMessage(entry) && isOwn(timeline.self, entry)) waiting.delete(entry.clientMessageId)
  }
  return { ...timeline, pending: pending.filter((draft) => waiting.has(draft.clientMessageId)) }
}

/** The first missing sequence number, or `null` if there is no gap. */
export function firstGap(timeline: Timeline): number | null {
  const last = timeline.log.at(-1)?.sequence ?? 0
  const next = lastInOrder(timeline) + 1
  return timeline.floor !== null && next <= last ? next : null
}

/** The sequence number of the last entry before the first gap; 0 if there is none. */
export function lastInOrder({ log, floor }: Timeline): number {
  if (floor === null) return 0
  let last = floor - 1
  for (const { sequence } of log) {
    if (sequence === last + 1) last = sequence
  }
  return last
}

/**
 * The newest entry that a reply takes into account, if `begunAt` was the newest when the agent started writing: everything
 * loaded by now, up to the first reply that a colleague has posted since.
 */
export function seenByReply(timeline: Timeline, begunAt: number): number {
  const { self, log, floor } = timeline
  const last = lastInOrder(timeline)
  // The missing entries could be from a colleague.
  if (floor === null || begunAt < floor - 1) return begunAt
  const passing = log.find((entry) => entry.sequence > begunAt && isReplyOfColleague(self, entry))
  return passing === undefined ? last : Math.min(last, passing.sequence - 1)
}

/** The conversation with all later entries and events applied. */
export function currentConversation(timeline: Timeline): Conversation | null {
  const { conversation, log, read, update } = timeline
  if (conversation === null) return null

  const isUpdated = update !== null && update.revision > conversation.revision
  return {
    ...conversation,
    lastMessage: lastMessage(timeline, conversation),
    lastSequence: Math.max(conversation.lastSequence, log.at(-1)?.sequence ?? 0),
    ...(isUpdated
      ? {
          revision: update.revision,
          status: update.status,
        }
      : {}),
    ...(update !== null && update.visitor.revision > conversation.visitor.revision
      ? { visitor: { ...conversation.visitor, ...update.visitor } }
      : {}),
    visitorReadSequence: read.visitor,
    agentReadSequence: read.agent,
    unreadCount: countUnread(timeline, conversation),
  }
}

function lastMessage({ log }: Timeline, { lastMessage }: Conversation): Message | null {
  const here = log.findLast(isMessage)
  return here !== undefined && here.sequence >= (lastMessage?.sequence ?? 0) ? here : lastMessage
}

/** Counted locally if all unread entries are loaded; otherwise at least the server's number. */
function countUnread({ self, log, floor, read }: Timeline, conversation: Conversation): number {
  const from = read[self.side]
  const known = log.filter((entry) => entry.sequence > from && isUnread(self, entry)).length
  return floor !== null && floor <= from + 1 ? known : Math.max(known, conversation.unreadCount)
}

/** A message from the other side that is not deleted. */
function isUnread(self: Self, entry: LogEntry): boolean {
  return entry.kind === 'message' && entry.senderSide !== self.side && entry.deletedAt === null
}

function isOlder(conversation: Conversation, known: Conversation): boolean {
  return conversation.revision < known.revision
}

/** True if it is by the viewer rather than another agent. */
export function isOwn(self: Self, { senderSide, senderId }: LogEntry): boolean {
  return senderSide === self.side && (self.id === null || senderId === self.id)
}

/** True for another agent's reply. Notes are not replies. */
export function isReplyOfColleague(self: Self, entry: LogEntry): boolean {
  return entry.kind === 'message' && entry.senderSide === self.side && !isOwn(self, entry)
}
