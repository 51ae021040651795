import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountCard } from '@/components/account/account-card'
import { SetupForm } from '@/components/setup/setup-form'
import { nextStepPath } from '@/components/setup/steps'
import { can } from '@/contract/policy'
import { isSetUp } from '@/server/agents/installation'
import { agentOfPage } from '@/server/http/credentials/session'
import { readSetUpProgress } from '@/server/sites/set-up-progress'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('setUp') }) })

/** Creates the first admin. Once there is one, redirects admins to the next step and everyone else away. */
export default async function SetupPage() {
  // Whether an admin exists changes at run time, so this page must not be prerendered.
  await connection()
  if (await isSetUp()) redirect(await pathAfterTheAccount())

  return (
    <AccountCard title={t('welcome')} introduction={t('welcomeAbout')}>
      <SetupForm />
    </AccountCard>
  )
}

async function pathAfterTheAccount(): Promise<string> {
  const viewer = await agentOfPage(await headers())
  return viewer !== null && can(viewer, 'manage_sites')
    ? nextStepPath(await readSetUpProgress(viewer))
    : '/sign-in'
}
