import { createApi } from '@/client/api/api'
import type { InvitationDraft, MemberPatch } from '@/contract/people/people'
import { attempt } from './account'
import { SETTINGS_PATH } from './next-path'

/** Where admins manage people. */
export const PEOPLE_PATH = `${SETTINGS_PATH}/people`

/** The audit log. */
export const AUDIT_PATH = `${SETTINGS_PATH}/audit`

/** The calls with which an admin manages the team. Each names the admin, in case another agent has signed in in another tab. */
export function peopleOf(agentId: string) {
  const api = createApi({ side: 'agent', agentId })
  return {
    team: () => attempt(api.listTeam()),
    invitations: () => attempt(api.listInvitations()),
    invite: (draft: InvitationDraft) => attempt(api.invite(draft)),
    renew: (invitationId: string) => attempt(api.renewInvitation(invitationId)),
    revoke: (invitationId: string) => attempt(api.revokeInvitation(invitationId)),
    change: (memberId: string, patch: MemberPatch) => attempt(api.patchMember(memberId, patch)),
    makeResetLink: (memberId: string) => attempt(api.makeResetLink(memberId)),
    audit: (cursor: string) => attempt(api.listAudit({ cursor })),
  }
}
export type People = ReturnType<typeof peopleOf>
