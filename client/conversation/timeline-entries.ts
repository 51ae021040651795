import type { PendingMessage } from '@/client/outbox/pending-message'
import type { EventEntry, LogEvent, Message, MessageKind, Side } from '@/contract/log/message'
import { isMessage, isOwn, isReplyOfColleague, lastInOrder, type Timeline } from './timeline'

/** A message as a log shows it. */
export type TimelineMessage = {
  kind: MessageKind
  /** Stays the same when a pending message is confirmed. */
  key: string
  clientMessageId: string
  /** As stored by the server; `null` until confirmed. */
  stored: Message | null
  /** `null` until its position is known. */
  sequence: number | null
  side: Side
  senderId: string | null
  senderName: string | null
  /** The id of their picture; visitors have none. */
  senderPicture: string | null
  /** True if the viewer wrote it; false for colleagues' messages. */
  isOwn: boolean
  /** Empty once deleted. */
  content: string
  isEdited: boolean
  isDeleted: boolean
  createdAt: string
  /** Its delivery. `read`: the other side has seen it. */
  state: PendingMessage['status'] | 'sent' | 'read'
  /** When `held`: the newest colleague's reply that its author had not seen, if it is loaded. */
  passedBy: Pick<Message, 'senderName' | 'content'> | null
}

/** Edits and deletions are shown in the message itself. */
type ShownEvent = Exclude<LogEvent, { messageId: string }>['type']

/** An event as a log shows it. */
export type TimelineEvent = {
  kind: 'event'
  key: string
  sequence: number
  /** Who caused it; all `null` for the system. */
  side: Side | null
  senderId: string | null
  senderName: string | null
  isOwn: boolean
  type: ShownEvent
  createdAt: string
}

export type TimelineEntry = TimelineMessage | TimelineEvent

/** True for messages that are not sent again until the author retries. */
export function hasFailed({ state }: Pick<TimelineMessage, 'state'>): boolean {
  return state === 'failed' || state === 'held'
}

/** True for messages and notes, false for events. */
export function isWritten(entry: TimelineEntry): entry is TimelineMessage {
  return entry.kind !== 'event'
}

/** True for messages that this side should read: from the other side, not a note, not deleted. */
export function isFromOtherSide(entry: TimelineEntry, side: Side): entry is TimelineMessage {
  return entry.kind === 'message' && entry.side !== side && !entry.isDeleted
}

/**
 * The entries to show: confirmed ones up to the first gap, then pending ones. Own messages after a gap count as pending, so
 * that they stay visible while the gap closes.
 */
export function entriesOf(timeline: Timeline): TimelineEntry[] {
  const { self, log, floor, pending } = timeline
  const last = lastInOrder(timeline)
  const shown = log.filter(({ sequence }) => floor !== null && sequence >= floor && sequence <= last)
  const early = log.filter(isMessage).filter((message) => message.sequence > last && isOwn(self, message))
  return [
    ...shown.flatMap((entry) =>
      isMessage(entry) ? confirmedMessage(timeline, entry) : (shownEvent(timeline, entry) ?? []),
    ),
    ...early.map((message) => ({ ...confirmedMessage(timeline, message), sequence: null })),
    ...pending.map((draft) => pendingMessage(timeline, draft)),
  ]
}

function confirmedMessage({ self, read }: Timeline, message: Message): TimelineMessage {
  const {
    id,
    kind,
    sequence,
    clientMessageId,
    senderId,
    senderName,
    senderSide,
    senderPicture,
    content,
    createdAt,
  } = message
  const own = isOwn(self, message)
  const isRead = kind === 'message' && (message.read || sequence <= read[otherSide(senderSide)])
  return {
    kind,
    // Other senders' ids may equal one of ours.
    key: own ? clientMessageId : id,
    clientMessageId,
    stored: message,
    sequence,
    side: senderSide,
    senderId,
    senderName,
    senderPicture,
    isOwn: own,
    content,
    isEdited: message.editedAt !== null,
    isDeleted: message.deletedAt !== null,
    createdAt,
    state: isRead ? 'read' : 'sent',
    passedBy: null,
  }
}

function shownEvent({ self }: Timeline, entry: EventEntry): TimelineEvent | null {
  const { id, sequence, senderSide, senderId, senderName, event, createdAt } = entry
  if ('messageId' in event) return null
  return {
    kind: 'event',
    key: id,
    sequence,
    side: senderSide,
    senderId,
    senderName,
    isOwn: isOwn(self, entry),
    type: event.type,
    createdAt,
  }
}

function pendingMessage({ self, log }: Timeline, draft: PendingMessage): TimelineMessage {
  const seen = draft.seenSequence ?? 0
  const passing = log.findLast((entry) => entry.sequence > seen && isReplyOfColleague(self, entry))
  return {
    kind: draft.kind ?? 'message',
    key: draft.clientMessageId,
    clientMessageId: draft.clientMessageId,
    stored: null,
    sequence: null,
    side: self.side,
    senderId: self.id,
    senderName: null,
    senderPicture: null,
    isOwn: true,
    content: draft.content,
    isEdited: false,
    isDeleted: false,
    createdAt: draft.createdAt,
    state: draft.status,
    passedBy: draft.status === 'held' && passing && isMessage(passing) ? passing : null,
  }
}

function otherSide(side: Side): Side {
  return side === 'visitor' ? 'agent' : 'visitor'
}
