import { availability } from '../people/availability'
import type { CallReference } from './call-reference'

/** Availability and realtime tokens. */
export const realtimeCalls = {
  getAvailability: {
    tag: 'realtime',
    summary: 'Returns whether an agent is available.',
    callers: ['anyone'],
    who: 'anyone',
    answers: { 200: availability },
    errors: [],
  },
  getRealtimeToken: {
    tag: 'realtime',
    summary: 'Returns a realtime token for exactly the caller’s channels. Parameters are ignored.',
    callers: ['agent', 'visitor'],
    who: 'an agent, a visitor',
    answers: { 200: 'a JSON Web Token, as application/jwt' },
    errors: ['not_authenticated', 'blocked'],
  },
} satisfies Record<string, CallReference>
