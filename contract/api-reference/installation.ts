import * as z from 'zod/mini'
import { health } from '../http/health'
import { setUpDraft } from '../people/set-up'
import type { CallReference } from './call-reference'

/** The installation: health and set-up. */
export const installationCalls = {
  getHealth: {
    tag: 'installation',
    summary: 'Returns whether the database and the realtime service work; 503 if either does not.',
    callers: ['anyone'],
    who: 'anyone',
    answers: { 200: health, 503: health },
    errors: [],
  },
  setUp: {
    tag: 'installation',
    summary:
      'Creates the first admin and signs them in. Requires the token from the set-up link, and works once.',
    callers: ['anyone'],
    who: 'anyone with the set-up link, until there is an admin',
    body: setUpDraft,
    answers: { 201: z.object({}) },
    errors: ['wrong_setup_token', 'already_set_up'],
  },
} satisfies Record<string, CallReference>
