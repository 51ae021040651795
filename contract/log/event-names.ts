/*
 * Names of events that a page sends or compares itself, apart from the schemas in `events.ts`: those are too large for a script that
 * has no connection yet.
 */

/** An agent is there now, or none is any more. */
export const AVAILABILITY_CHANGED = 'availability.changed'

/** What people publish to a conversation's live channel. The payload is ignored; the sender is who the service says. */
export const TYPING_STARTED = 'typing.started'
export const TYPING_STOPPED = 'typing.stopped'
