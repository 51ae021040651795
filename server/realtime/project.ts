import { audienceOf } from '@/contract/log/channels'
import type { ConversationEvent, InboxEvent, SessionEvent, VisitorSessionsEvent } from '@/contract/log/events'
import type { Side } from '@/contract/log/message'
import type { Counter, PlacedRow } from '@/server/database/entry-row'
import type { ConversationFacts, DomainEvent, RecordedEntry } from '@/server/events/catalogue'
import { presentEntry } from '@/server/log/present'

/** A message as a channel carries it. */
export type WireMessage = ConversationEvent | InboxEvent | SessionEvent | VisitorSessionsEvent

/**
 * What a channel carries of an event, in the numbering of its side. The agents' lists are not told event by event: see
 * `relay/inbox-feed.ts`.
 */
export function project(event: DomainEvent, channel: string): WireMessage[] {
  const side = audienceOf(channel)
  switch (event.type) {
    case 'message.created':
    case 'note.created':
      return [appended(event.entry, side)]
    case 'message.edited':
    case 'message.deleted':
    case 'note.edited':
    case 'note.deleted':
      return [appended(event.entry, side, event.target)]
    case 'conversation.closed':
    case 'conversation.reopened':
      return [appended(event.entry, side), updated(event.conversationId, event.conversation, side)]
    case 'visitor.updated':
    case 'visitor.identified':
      return [updated(event.conversationId, event.conversation, side)]
    case 'conversation.read':
      return readMark(event, side)
    case 'visitor.blocked':
    case 'visitor.unblocked': {
      const { type: name, conversationId, entry } = event
      const noted = entry && side === 'agent' ? [appended(entry, side)] : []
      return [...noted, { name, data: { conversationId } }]
    }
    case 'page.visited':
      return [{ name: event.type, data: { conversationId: event.conversationId, page: event.page } }]
    case 'events.tracked':
      return [{ name: event.type, data: { conversationId: event.conversationId, events: [...event.events] } }]
    case 'conversation.erased':
      return [{ name: event.type, data: { conversationId: event.conversationId } }]
    case 'conversations.erased':
      return [{ name: event.type, data: { conversationIds: [...event.conversationIds] } }]
    case 'session.ended':
      return [{ name: event.type, data: { sessionId: event.sessionId } }]
    case 'visitor_sessions.ended':
      return [{ name: event.type, data: { sessionIds: [...event.sessionIds] } }]
    case 'conversation.settled':
      return []
  }
}

function appended(entry: RecordedEntry, side: Side, target: RecordedEntry | null = null): WireMessage {
  const row: PlacedRow<string> = {
    ...entry,
    place: placeOf(entry, side),
    target: target && { ...target, place: placeOf(target, side) },
  }
  return { name: 'entry.appended', data: { conversationId: entry.conversation_id, entry: presentEntry(row) } }
}

/** An entry's number in one side's log. */
function placeOf(entry: RecordedEntry, side: Side): Counter {
  const place = side === 'agent' ? entry.position : entry.sequence
  if (place === null) throw new Error(`entry ${entry.id} is not for the visitor`)
  return place
}

function updated(conversationId: string, facts: ConversationFacts, side: Side): WireMessage {
  const { revision, visitorRevision, status, visitor } = facts
  return {
    name: 'conversation.updated',
    data: { conversationId, revision: side === 'agent' ? revision : visitorRevision, status, visitor },
  }
}

function readMark(event: Extract<DomainEvent, { type: 'conversation.read' }>, side: Side): WireMessage[] {
  const sequence = side === 'agent' ? event.position : event.sequence
  if (sequence === null) return []
  return [{ name: event.type, data: { conversationId: event.conversationId, side: event.side, sequence } }]
}
