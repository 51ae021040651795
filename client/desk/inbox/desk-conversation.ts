import type { Conversation } from '@/contract/log/conversation'
import type { InboxPreview, InboxRow, InboxVisitor } from '@/contract/log/inbox'
import type { Message } from '@/contract/log/message'

/** A conversation as the desk knows it: from an API response, or from an event's row. */
export type DeskConversation = Omit<Conversation, 'lastMessage' | 'updatedAt' | 'userId'> & {
  preview: InboxPreview | null
}

/** From an API response. */
export function ofConversation(conversation: Conversation): DeskConversation {
  const { id, siteId, revision, status, waitingSince, createdAt, lastActivityAt, lastSequence } = conversation
  const { agentReadSequence, visitorReadSequence, unreadCount, visitor, context, lastMessage } = conversation
  return {
    id,
    siteId,
    revision,
    status,
    waitingSince,
    createdAt,
    lastActivityAt,
    lastSequence,
    agentReadSequence,
    visitorReadSequence,
    unreadCount,
    visitor,
    context,
    preview: lastMessage && previewOf(lastMessage),
  }
}

/** From an event's row. Rows lack the visitor's context, so it is kept from `known`, or `null`. */
export function ofRow(
  row: InboxRow,
  visitor: InboxVisitor,
  known: DeskConversation | undefined,
): DeskConversation {
  const { visitorId, ...rest } = row
  return { ...rest, visitor, context: known?.context ?? null }
}

/** The newer of two states of a conversation. Visitors have their own revision. */
export function newerConversation(known: DeskConversation, incoming: DeskConversation): DeskConversation {
  const { revision } = incoming.revision >= known.revision ? incoming : known
  const later = revision === known.revision ? known : incoming
  const visitor = newerVisitor(known.visitor, incoming.visitor)
  const context = later.context ?? known.context ?? incoming.context
  // Unchanged states keep their identity, so that their rows are not rendered again.
  if (later === known && visitor === known.visitor && context === known.context) return known
  return { ...later, visitor, context }
}

export function newerVisitor(known: InboxVisitor, incoming: InboxVisitor): InboxVisitor {
  return incoming.revision > known.revision ? incoming : known
}

function previewOf(message: Message): InboxPreview {
  const { id, version, kind, senderSide, senderId, senderName, content, createdAt, deletedAt } = message
  return {
    messageId: id,
    version,
    kind,
    side: senderSide,
    senderId,
    senderName,
    text: content,
    createdAt,
    deletedAt,
  }
}
