import { createApi } from '@/client/api/api'
import type { InvitationDraft, MemberPatch } from '@/contract/people/people'
import { attempt } from './account'
import { SETTINGS_PATH } from './next-path'

/** Where admins look after people. */
export const PEOPLE_PATH = `${SETTINGS_PATH}/people`

/** Where admins see who did what. */
export const AUDIT_PATH = `${SETTINGS_PATH}/audit`

/** What an admin does with the team. Each call says for whom it is, in case another tab has signed in another agent. */
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
