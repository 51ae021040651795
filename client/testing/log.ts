import type { ConversationEvent } from '@/contract/log/events'
import type { LogEntry, Message } from '@/contract/log/message'

/** What a message has that was neither edited nor deleted. */
export const UNCHANGED = { kind: 'message', version: 1, editedAt: null, deletedAt: null } as const

/** The event that tells of an entry. */
export function appended(entry: LogEntry): ConversationEvent {
  return { name: 'entry.appended', data: { conversationId: entry.conversationId, entry } }
}

/** What a message becomes by an edit or its deletion, and the entry of the log that says so. */
export function changed(
  message: Message,
  sequence: number,
  change: { content: string } | 'deleted',
): { message: Message; entry: LogEntry } {
  const { id, conversationId, senderId, senderSide, senderName, createdAt } = message
  const version = message.version + 1
  const after =
    change === 'deleted'
      ? { ...message, version, content: '', deletedAt: createdAt }
      : { ...message, version, content: change.content, editedAt: createdAt }
  const type = change === 'deleted' ? 'message_deleted' : 'message_edited'
  return {
    message: after,
    entry: {
      id: `${id}-${version}`,
      conversationId,
      sequence,
      createdAt,
      kind: 'event',
      senderId,
      senderSide,
      senderName,
      event: { type, messageId: id, message: after },
    },
  }
}
