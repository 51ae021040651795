/*
 * Under which an agent's browser keeps what was written in a conversation and not sent: the reply, and beside it a note and each edit
 * under a key of its own, so that none of them can be sent as another.
 */

/** Of the reply, and of the outbox. Several agents may use one browser. */
export function draftKeyOf(agentId: string, conversationId: string): string {
  return `agent:${agentId}:${conversationId}`
}

/** Of the note to the same conversation. */
export function noteKeyOf(replyKey: string): string {
  return `${replyKey}:note`
}

/** Of the new text of a message. */
export function editKeyOf(replyKey: string, messageId: string): string {
  return `${replyKey}:edit:${messageId}`
}

/** The message whose new text is kept under `key`; `null` where it is another kind of text, or of another conversation. */
export function editedMessageOf(replyKey: string, key: string): string | null {
  const prefix = editKeyOf(replyKey, '')
  return key.startsWith(prefix) ? key.slice(prefix.length) : null
}

/** The conversation that `key` belongs to, of whatever kind. */
export function conversationOfKey(agentId: string, key: string): string {
  const [conversationId = ''] = key.slice(`agent:${agentId}:`.length).split(':')
  return conversationId
}
