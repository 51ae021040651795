import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { accountWords } from '@/client/words/settings/account-words'
import { ProviderReturn } from '@/components/sign-in/oidc/provider-return'
import { oidcSettings } from '@/server/agents/oidc/settings'
import { agentOfPage } from '@/server/http/credentials/session'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('signIn') }) })

/** The sign-in provider's redirect target. Rendering has no side effects: the browser posts the provider's response. */
export default async function ProviderReturnPage() {
  const agent = await agentOfPage(await headers())
  const settings = oidcSettings()
  if (settings === null) redirect('/sign-in')
  return <ProviderReturn providerName={settings.name} isSignedIn={agent !== null} />
}
