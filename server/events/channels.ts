import {
  agentChannel,
  conversationChannel,
  endedSessionsChannel,
  inboxChannel,
  staffConversationChannel,
} from '@/contract/log/channels'
import type { DomainEvent, EventType } from './catalogue'

/** Who hears of a change in a conversation: its visitor, the team, and the team's lists. */
type Audience = 'visitor' | 'team' | 'inbox'

const everyone: readonly Audience[] = ['visitor', 'team', 'inbox']
const team: readonly Audience[] = ['team', 'inbox']

/**
 * The audience of each conversation event. Visitors are never told of notes, `conversation.settled`, `page.visited` and
 * `events.tracked`.
 */
const audiences = {
  'message.created': everyone,
  'message.edited': everyone,
  'message.deleted': everyone,
  'note.created': team,
  'note.edited': team,
  'note.deleted': team,
  'conversation.closed': everyone,
  'conversation.reopened': everyone,
  'conversation.settled': ['inbox'],
  'conversation.read': everyone,
  'page.visited': ['team'],
  'events.tracked': ['team'],
  'conversation.erased': ['visitor', 'team'],
  'visitor.updated': everyone,
  'visitor.identified': everyone,
  'visitor.blocked': everyone,
  'visitor.unblocked': everyone,
} satisfies Partial<Record<EventType, readonly Audience[]>>

/** An event that tells of one conversation. */
export type ConversationEventType = keyof typeof audiences

/** Where an event happens. */
type Place = { siteId: string; conversationId: string }

/** The channels that must hear of such an event in a conversation. */
export function channelsOfConversation(type: ConversationEventType, place: Place): string[] {
  return audiences[type].map((audience) => channelOf(audience, place))
}

/** The channels that must hear of an event. */
export function channelsOf(event: DomainEvent): string[] {
  if (event.type === 'session.ended') return [agentChannel(event.agentId)]
  if (event.type === 'visitor_sessions.ended') return [endedSessionsChannel(event.siteId)]
  if (event.type === 'conversations.erased') return [inboxChannel(event.siteId)]
  const channels = channelsOfConversation(event.type, event)
  // Reading a note does not move the read mark in the visitor's numbering.
  const isSecret = event.type === 'conversation.read' && event.sequence === null
  return isSecret ? channels.filter((channel) => channel !== channelOf('visitor', event)) : channels
}

function channelOf(audience: Audience, { siteId, conversationId }: Place): string {
  if (audience === 'inbox') return inboxChannel(siteId)
  return audience === 'visitor'
    ? conversationChannel(siteId, conversationId)
    : staffConversationChannel(siteId, conversationId)
}
