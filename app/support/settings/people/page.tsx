import type { Metadata } from 'next'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { PEOPLE_PATH } from '@/client/desk/account/people'
import { teamWords } from '@/client/words/settings/words'
import { AdminsOnly } from '@/components/settings/admins-only'
import { People } from '@/components/settings/people/people'
import { can } from '@/contract/policy'
import { listInvitations } from '@/server/agents/invitations'
import { listTeam } from '@/server/agents/team'

const { t } = teamWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('people') }) })

/** The team and its pending invitations. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(PEOPLE_PATH, await searchParams)
  if (!can(viewer, 'manage_team')) return <AdminsOnly title={t('people')} />
  const [team, invitations] = await Promise.all([listTeam(viewer), listInvitations(viewer)])
  return <People key={viewer.id} selfId={viewer.id} team={team.data} invitations={invitations.data} />
}
