import type { AccountProblem } from '@/client/desk/account/account'
import type { People } from '@/client/desk/account/people'
import { isolated, teamWords } from '@/client/words/settings/words'
import type { Question } from '@/components/controls/confirm-dialog'
import type { Invitation, TeamMember } from '@/contract/people/people'
import type { MadeLink } from './link-dialog'

const { t } = teamWords

type Asking = {
  people: People
  /** Reloads the lists and shows `said`. Resolves to an error message if there was a problem. */
  finish: (problem: AccountProblem | null, said: string) => Promise<string | null>
  onLink: (link: MadeLink) => void
}

/** The confirmations for actions on a team member. */
export function memberQuestions({ people, selfId, finish, onLink }: Asking & { selfId: string }) {
  const change = async (member: TeamMember, patch: Parameters<People['change']>[1], said: string) =>
    finish((await people.change(member.id, patch)).problem, said)
  const named = (member: TeamMember) => ({ name: isolated(member.name) })

  return {
    makeAdmin: (member: TeamMember): Question => ({
      title: t('makeAdminTitle', named(member)),
      about: t('makeAdminAbout'),
      confirmLabel: t('makeAdminConfirm'),
      confirm: () => change(member, { role: 'admin' }, t('isAdminNow', named(member))),
    }),
    makeAgent: (member: TeamMember): Question => ({
      title: member.id === selfId ? t('makeSelfAgentTitle') : t('makeAgentTitle', named(member)),
      about: member.id === selfId ? t('makeSelfAgentAbout') : t('makeAgentAbout'),
      confirmLabel: t('makeAgentConfirm'),
      async confirm() {
        const { problem } = await people.change(member.id, { role: 'agent' })
        // No longer an admin: the reloaded page says that it is for admins only.
        if (problem === null && member.id === selfId) window.location.reload()
        return finish(problem, t('isAgentNow', named(member)))
      },
    }),
    deactivate: (member: TeamMember): Question => ({
      title: member.id === selfId ? t('deactivateSelfTitle') : t('deactivateTitle', named(member)),
      about: member.id === selfId ? t('deactivateSelfAbout') : t('deactivateAbout'),
      confirmLabel: t('deactivateConfirm'),
      confirm: () => change(member, { isActive: false }, t('isDeactivated', named(member))),
    }),
    makeResetLink: (member: TeamMember): Question => ({
      title: t('resetTitle'),
      about: t('resetAbout', named(member)),
      confirmLabel: t('resetConfirm'),
      async confirm() {
        const { value, problem } = await people.makeResetLink(member.id)
        if (value !== null) onLink(value)
        return finish(problem, '')
      },
    }),
  }
}
export type MemberQuestions = ReturnType<typeof memberQuestions>

/** The confirmations for actions on an invitation. */
export function invitationQuestions({ people, finish, onLink }: Asking) {
  return {
    renew: ({ id }: Invitation): Question => ({
      title: t('newLinkTitle'),
      about: t('newLinkAbout'),
      confirmLabel: t('newLinkConfirm'),
      async confirm() {
        const { value, problem } = await people.renew(id)
        if (value !== null) onLink({ url: value.url, expiresAt: value.invitation.expiresAt })
        return finish(problem, '')
      },
    }),
    revoke: ({ id }: Invitation): Question => ({
      title: t('revokeTitle'),
      about: t('revokeAbout'),
      confirmLabel: t('revokeConfirm'),
      confirm: async () => finish((await people.revoke(id)).problem, t('isRevoked')),
    }),
  }
}
export type InvitationQuestions = ReturnType<typeof invitationQuestions>
