/** What may happen in a conversation, as its log holds it. An edit or a deletion names its message. */
export type EventType = 'closed' | 'reopened' | 'blocked' | 'unblocked' | 'message_edited' | 'message_deleted'

/**
 * Who sees each kind of event. `everyone`: it takes the next number of both logs. `team`: of the team's log only. `as its target`:
 * everyone who sees the message it changed.
 */
const audiences: Record<EventType, 'everyone' | 'team' | 'as its target'> = {
  closed: 'everyone',
  reopened: 'everyone',
  blocked: 'team',
  unblocked: 'team',
  message_edited: 'as its target',
  message_deleted: 'as its target',
}

/** Whether the visitor sees such an event. */
export function isVisible(type: EventType, target: { sequence: unknown } | null = null): boolean {
  const audience = audiences[type]
  return audience === 'everyone' || (audience === 'as its target' && target?.sequence != null)
}
