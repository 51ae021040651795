import type { Side } from './message'

/*
 * Every channel, and who may see it. Visitors may see what starts with `support:` and names their site and conversation.
 * Nothing for staff lives there, and nothing personal under `staff:`. `siteId` is the site's short id, never its key.
 */

/** A conversation as its visitor sees it: entries by their number in the visitor's log. The server publishes; its visitor listens. */
export function conversationChannel(siteId: string, conversationId: string) {
  return `support:${siteId}:conversation:${conversationId}`
}

/** Who is typing and whether the visitor is here. Both sides publish; only the sender's identity is believed. */
export function liveChannel(siteId: string, conversationId: string) {
  return `support:${siteId}:live:${conversationId}`
}

/** Whether an agent is there, for all visitors of a site. The server publishes. */
export function statusChannel(siteId: string) {
  return `support:${siteId}:status`
}

/**
 * A conversation as the team sees it, with notes: entries by their number in the team's log. The server publishes; agents of the
 * site listen, and their presence says who looks.
 */
export function staffConversationChannel(siteId: string, conversationId: string) {
  return `staff:${siteId}:conversation:${conversationId}`
}

/** Rows of the list of a site's conversations that changed. The server publishes; agents of the site listen. */
export function inboxChannel(siteId: string) {
  return `staff:${siteId}:inbox`
}

/** Whether it is a site's {@link inboxChannel}. */
export function isInboxChannel(channel: string): boolean {
  return channel.startsWith('staff:') && channel.endsWith(':inbox')
}

/** Has no listeners: under this name the relay revokes the tokens of a site's ended visitor sessions. */
export function endedSessionsChannel(siteId: string) {
  return `staff:${siteId}:ended-sessions`
}

/** Which agents are at work. Agents only. */
export const WORKSPACE_CHANNEL = 'workspace'

/** For one agent: tells that one of their sessions has ended. The server publishes. */
export function agentChannel(agentId: string) {
  return `agent:${agentId}`
}

/** The side that a channel is for, which also decides its numbering. */
export function audienceOf(channel: string): Side {
  return channel.startsWith('support:') ? 'visitor' : 'agent'
}

/** Patterns of channels in capabilities (https://ably.com/docs/auth/capabilities). A `*` in the middle matches one segment. */
export const channelPatterns = {
  allLive: 'support:*:live:*',
  allSupport: 'support:*',
  allStaff: 'staff:*',
  allAgents: 'agent:*',
} as const

/** Everything for the staff of one site, as a capability names it. */
export function staffPattern(siteId: string) {
  return `staff:${siteId}:*`
}

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
