/*
 * Event names for scripts that run before there is a connection; the schemas in `events.ts` are too large for those.
 */

/** The first agent became available, or the last one left. */
export const AVAILABILITY_CHANGED = 'availability.changed'

/** What people publish to a conversation's live channel. Payloads are ignored; the realtime service identifies the sender. */
export const TYPING_STARTED = 'typing.started'
export const TYPING_STOPPED = 'typing.stopped'
