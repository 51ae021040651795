/** The types of events in a conversation's log. An edit or a deletion refers to its message. */
export type EventType = 'closed' | 'reopened' | 'blocked' | 'unblocked' | 'message_edited' | 'message_deleted'

/**
 * Who sees each type of event. `everyone`: it gets a number in both logs. `team`: only in the team's log. `as its target`:
 * everyone who sees the message that it changed.
 */
const audiences: Record<EventType, 'everyone' | 'team' | 'as its target'> = {
  closed: 'everyone',
  reopened: 'everyone',
  blocked: 'team',
  unblocked: 'team',
  message_edited: 'as its target',
  message_deleted: 'as its target',
}

/** Whether the visitor sees an event of this type. */
export function isVisible(type: EventType, target: { sequence: unknown } | null = null): boolean {
  const audience = audiences[type]
  return audience === 'everyone' || (audience === 'as its target' && target?.sequence != null)
}
