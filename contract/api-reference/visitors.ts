import * as z from 'zod/mini'
import { identified, identityProof } from '../sites/identity'
import { erasedVisitor, visitorAccess, visitorExport } from '../visitors/visitor'
import type { CallReference } from './call-reference'

/** Visitors: export, erasure, blocking and identity. */
export const visitorCalls = {
  exportVisitor: {
    tag: 'visitors',
    summary: 'Returns everything stored about a visitor, as a file.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: visitorExport },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  eraseVisitor: {
    tag: 'visitors',
    summary: 'Permanently deletes a visitor and all their conversations. Open screens drop them.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: erasedVisitor },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  blockVisitor: {
    tag: 'visitors',
    summary:
      'Blocks a visitor: they may read, but neither write nor receive events. No effect if already blocked.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: visitorAccess },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  unblockVisitor: {
    tag: 'visitors',
    summary: 'Unblocks a visitor.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: visitorAccess },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  identify: {
    tag: 'visitors',
    summary:
      'Identifies the visitor as a user that the site vouches for. They get that user’s conversations, and ' +
      'those they had before are moved there. The response carries a new cookie or credential.',
    callers: ['visitor', 'anyone'],
    who: 'anyone with a proof from the site',
    body: identityProof,
    answers: { 200: identified },
    errors: [
      'blocked',
      'name_reserved',
      'identity_invalid',
      'identity_expired',
      'identity_claim_invalid',
      'identity_off',
      'identity_hash_off',
    ],
  },
  endIdentity: {
    tag: 'visitors',
    summary: 'Ends the visitor’s session. Sites call this when their user signs out.',
    callers: ['visitor', 'anyone'],
    who: 'anyone; no effect without a session',
    body: z.object({}),
    answers: { 200: z.object({}) },
    errors: [],
  },
} satisfies Record<string, CallReference>
