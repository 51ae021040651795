import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { teamWords } from '@/client/words/settings/words'
import { AccountCard } from '@/components/account/account-card'
import { JoinForm } from '@/components/join/join-form'
import { SignedInAlready } from '@/components/join/signed-in-already'
import { isSetUp } from '@/server/agents/installation'
import { agentOfPage } from '@/server/http/credentials/session'

const { t } = teamWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('joinTitle') }) })

/** The page an invitation links to. The server never sees the token, which is in the URL's fragment. */
export default async function JoinPage() {
  if (!(await isSetUp())) redirect('/setup')
  const agent = await agentOfPage(await headers())

  if (agent !== null) {
    return (
      <AccountCard title={t('joinTitle')} introduction={t('signedInAbout')}>
        <SignedInAlready agentId={agent.id} name={agent.name ?? ''} />
      </AccountCard>
    )
  }
  return <JoinForm />
}
