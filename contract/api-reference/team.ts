import * as z from 'zod/mini'
import { pageQuery } from '../http/page'
import { auditPage } from '../people/audit'
import {
  acceptance,
  invitation,
  invitationDraft,
  invitationPreview,
  invitations,
  linkProof,
  madeInvitation,
  madeResetLink,
  memberPatch,
  team,
  teamMember,
} from '../people/people'
import type { CallReference } from './call-reference'

/** The team: members, invitations and the audit log. */
export const teamCalls = {
  listTeam: {
    tag: 'team',
    summary: 'Lists the team by name, deactivated members last.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: team },
    errors: ['not_authenticated', 'forbidden'],
  },
  patchMember: {
    tag: 'team',
    summary:
      'Changes a team member’s role, or deactivates or reactivates them. Deactivating ends their sessions and ' +
      'revokes their open invitations.',
    callers: ['agent'],
    who: 'an admin',
    body: memberPatch,
    answers: { 200: teamMember },
    errors: ['not_authenticated', 'forbidden', 'not_found', 'last_admin'],
  },
  makeResetLink: {
    tag: 'team',
    summary:
      'Creates a link with which a team member sets a new password, valid once and for a day. Earlier links become invalid.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 201: madeResetLink },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found', 'account_deactivated'],
  },
  listInvitations: {
    tag: 'team',
    summary: 'Lists invitations that were neither accepted nor revoked, newest first.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: invitations },
    errors: ['not_authenticated', 'forbidden'],
  },
  invite: {
    tag: 'team',
    summary: 'Creates a link with which one person joins the team, valid once and for seven days.',
    callers: ['agent'],
    who: 'an admin',
    body: invitationDraft,
    answers: { 201: madeInvitation },
    errors: ['not_authenticated', 'forbidden', 'email_taken', 'too_many_invitations'],
  },
  previewInvitation: {
    tag: 'team',
    summary: 'Returns what an invitation is for.',
    callers: ['anyone'],
    who: 'anyone with the link',
    body: linkProof,
    answers: { 200: invitationPreview },
    errors: ['not_found', 'invitation_used', 'invitation_expired'],
  },
  acceptInvitation: {
    tag: 'team',
    summary: 'Creates an account from an invitation and signs it in: the response sets the session cookie.',
    callers: ['anyone'],
    who: 'anyone with the link who is not signed in',
    body: acceptance,
    answers: { 201: z.object({}) },
    errors: ['not_found', 'invitation_used', 'invitation_expired', 'already_signed_in', 'email_taken'],
  },
  revokeInvitation: {
    tag: 'team',
    summary: 'Revokes an invitation: its link stops working.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: invitation },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  renewInvitation: {
    tag: 'team',
    summary: 'Creates a new link for an invitation, valid for seven days. The previous link becomes invalid.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 201: madeInvitation },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found', 'too_many_invitations'],
  },
  listAudit: {
    tag: 'team',
    summary: 'Lists the audit log, newest first.',
    callers: ['agent'],
    who: 'an admin',
    query: pageQuery,
    answers: { 200: auditPage },
    errors: ['not_authenticated', 'forbidden', 'validation_failed'],
  },
} satisfies Record<string, CallReference>
