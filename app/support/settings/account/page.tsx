import type { Metadata } from 'next'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { ACCOUNT_PATH } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { Account } from '@/components/settings/account/account'
import { readProfile } from '@/server/agents/profile'
import { listSessions } from '@/server/agents/sessions'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('yourAccount') }) })

/** The agent's own name, password and sessions. */
export default async function AccountPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(ACCOUNT_PATH, await searchParams)
  const [profile, sessions] = await Promise.all([readProfile(viewer), listSessions(viewer)])
  return <Account key={profile.id} profile={profile} sessions={sessions.data} />
}
