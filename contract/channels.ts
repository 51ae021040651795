import type { Side } from './message'

/*
 * Every channel, and who may see it. Visitors may see what starts with `support:` and carries their conversation's id.
 * Nothing for staff lives there, because a wildcard at the end of a capability reaches everything below it.
 */

/** A conversation as its visitor sees it: entries by their number in the visitor's log. The server publishes; its visitor listens. */
export function conversationChannel(conversationId: string) {
  return `support:conversation:${conversationId}`
}

/** Who is typing and whether the visitor is here. Both sides publish; only the sender's identity is believed. */
export function liveChannel(conversationId: string) {
  return `support:live:${conversationId}`
}

/**
 * A conversation as the team sees it, with notes: entries by their number in the team's log. The server publishes; agents listen, and
 * their presence says who looks.
 */
export function staffConversationChannel(conversationId: string) {
  return `staff:conversation:${conversationId}`
}

/** Rows of the list of conversations that changed, and which agents are at work. Agents only. */
export const INBOX_CHANNEL = 'staff:inbox'

/** Says that one session of an agent is over. Clients holding its tokens are disconnected. */
export function sessionChannel(sessionId: string) {
  return `staff:session:${sessionId}`
}

/** Whether somebody is there, for all visitors. The server publishes. */
export const STATUS_CHANNEL = 'support:status'

/** For whom a channel is, and so in which numbering it counts. */
export function audienceOf(channel: string): Side {
  return channel.startsWith('support:') ? 'visitor' : 'agent'
}

/** Channels by the handful, as capabilities name them (https://ably.com/docs/auth/capabilities). */
export const channelPatterns = {
  allLive: 'support:live:*',
  allSupport: 'support:*',
  allStaff: 'staff:*',
} as const

/** How a user is called on channels. */
export function realtimeClientId(side: Side, userId: string) {
  return `${side === 'visitor' ? 'v' : 'a'}:${userId}`
}

/** The reverse of {@link realtimeClientId}; `null` for anyone who is not a user of ours. */
export function parseRealtimeClientId(
  clientId: string | null | undefined,
): { side: Side; userId: string } | null {
  const match = /^(v|a):([0-9a-f-]{36})$/.exec(clientId ?? '')
  if (match?.[2] === undefined) return null
  return { side: match[1] === 'v' ? 'visitor' : 'agent', userId: match[2] }
}
