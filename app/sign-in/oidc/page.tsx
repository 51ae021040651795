import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { accountWords } from '@/client/words/settings/account-words'
import { ProviderReturn } from '@/components/sign-in/oidc/provider-return'
import { oidcSettings } from '@/server/agents/oidc/settings'
import { agentOfPage } from '@/server/http/credentials/session'

const { t } = accountWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('signIn') }) })

/** Where the sign-in provider sends people back to. The page hands the answer over, so drawing it changes nothing. */
export default async function ProviderReturnPage() {
  const agent = await agentOfPage(await headers())
  const settings = oidcSettings()
  if (settings === null) redirect('/sign-in')
  return <ProviderReturn providerName={settings.name} isSignedIn={agent !== null} />
}
