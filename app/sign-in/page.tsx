import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { safeNextPath } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountCard } from '@/components/account/account-card'
import { SignInWays } from '@/components/sign-in/sign-in-ways'
import { isSetUp } from '@/server/agents/installation'
import { oidcSettings } from '@/server/agents/oidc/settings'
import { agentOfPage } from '@/server/http/credentials/session'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('signIn') }) })

type SignInPageProps = { searchParams: Promise<{ next?: string | string[] }> }

/** The agents' sign-in page. Afterwards they land on the page that they requested. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safeNextPath((await searchParams).next)
  if (!(await isSetUp())) redirect('/setup')
  if ((await agentOfPage(await headers())) !== null) redirect(next)

  return (
    <AccountCard title={t('signIn')} introduction={t('signInAbout')}>
      <SignInWays next={next} providerName={oidcSettings()?.name ?? null} />
    </AccountCard>
  )
}
