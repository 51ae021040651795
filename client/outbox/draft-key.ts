/*
 * The keys for an agent's unsent text in a conversation. The reply, a note and each edit have separate keys, so that none can
 * be sent as another.
 */

/** For the reply and the outbox. Contains the agent's id, because several agents may use one browser. */
export function draftKeyOf(agentId: string, conversationId: string): string {
  return `agent:${agentId}:${conversationId}`
}

/** For a note in the same conversation. */
export function noteKeyOf(replyKey: string): string {
  return `${replyKey}:note`
}

/** For a message's edited text. */
export function editKeyOf(replyKey: string, messageId: string): string {
  return `${replyKey}:edit:${messageId}`
}

/** The message whose edit is stored under `key`; `null` if `key` is for another kind of text or another conversation. */
export function editedMessageOf(replyKey: string, key: string): string | null {
  const prefix = editKeyOf(replyKey, '')
  return key.startsWith(prefix) ? key.slice(prefix.length) : null
}

/** The conversation that `key` belongs to, whatever its kind. */
export function conversationOfKey(agentId: string, key: string): string {
  const [conversationId = ''] = key.slice(`agent:${agentId}:`.length).split(':')
  return conversationId
}
