import type { ConversationEvent } from '@/contract/log/events'
import type { LogEntry, Message } from '@/contract/log/message'

/** The fields of a message that was never edited or deleted. */
export const UNCHANGED = { kind: 'message', version: 1, editedAt: null, deletedAt: null } as const

/** The event for a new entry. */
export function appended(entry: LogEntry): ConversationEvent {
  return { name: 'entry.appended', data: { conversationId: entry.conversationId, entry } }
}

/** A message after an edit or its deletion, with the log entry for that change. */
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
