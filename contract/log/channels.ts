import type { Side } from './message'

/*
 * Every channel, and who may see it. Visitors see only `support:` channels of their own site and conversation, so nothing for
 * staff goes there; all staff see `staff:`, so nothing for a single agent goes there. `siteId` is the site's short id, never
 * its key.
 */

/** A conversation as its visitor sees it, numbered as in the visitor's log. The server publishes; the visitor subscribes. */
export function conversationChannel(siteId: string, conversationId: string) {
  return `support:${siteId}:conversation:${conversationId}`
}

/** Who is typing and whether the visitor is present. Both sides publish; only the sender's identity is trusted. */
export function liveChannel(siteId: string, conversationId: string) {
  return `support:${siteId}:live:${conversationId}`
}

/** Whether an agent is available, for all visitors of a site. The server publishes. */
export function statusChannel(siteId: string) {
  return `support:${siteId}:status`
}

/**
 * A conversation as the team sees it, with notes, numbered as in the team's log. The server publishes; the site's agents
 * subscribe, and their presence shows who is viewing it.
 */
export function staffConversationChannel(siteId: string, conversationId: string) {
  return `staff:${siteId}:conversation:${conversationId}`
}

/** Changed rows of a site's conversation list. The server publishes; the site's agents subscribe. */
export function inboxChannel(siteId: string) {
  return `staff:${siteId}:inbox`
}

/** Whether `channel` is a site's {@link inboxChannel}. */
export function isInboxChannel(channel: string): boolean {
  return channel.startsWith('staff:') && channel.endsWith(':inbox')
}

/** Has no subscribers: the relay uses this name to revoke the tokens of a site's ended visitor sessions. */
export function endedSessionsChannel(siteId: string) {
  return `staff:${siteId}:ended-sessions`
}

/** Which agents are online. Agents only. */
export const WORKSPACE_CHANNEL = 'workspace'

/** Tells one agent that a session of theirs has ended. The server publishes. */
export function agentChannel(agentId: string) {
  return `agent:${agentId}`
}

/** The side that a channel is for, which also determines its numbering. */
export function audienceOf(channel: string): Side {
  return channel.startsWith('support:') ? 'visitor' : 'agent'
}

/** Channel patterns for capabilities (https://ably.com/docs/auth/capabilities). A `*` in the middle matches one segment. */
export const channelPatterns = {
  allLive: 'support:*:live:*',
  allSupport: 'support:*',
  allStaff: 'staff:*',
  allAgents: 'agent:*',
} as const

/** The capability pattern for all staff channels of a site. */
export function staffPattern(siteId: string) {
  return `staff:${siteId}:*`
}

/** A user's client id on channels. */
export function realtimeClientId(side: Side, userId: string) {
  return `${side === 'visitor' ? 'v' : 'a'}:${userId}`
}

/** The reverse of {@link realtimeClientId}; `null` if the id is not one of ours. */
export function parseRealtimeClientId(
  clientId: string | null | undefined,
): { side: Side; userId: string } | null {
  const match = /^(v|a):([0-9a-f-]{36})$/.exec(clientId ?? '')
  if (match?.[2] === undefined) return null
  return { side: match[1] === 'v' ? 'visitor' : 'agent', userId: match[2] }
}
