import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { safeNextPath } from '@/client/next-path'
import { AccountCard } from '@/components/agent/account-card'
import { viewerFromHeaders } from '@/server/http/session'
import { isSetUp } from '@/server/support/installation'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in · Porchlight' }

type SignInPageProps = { searchParams: Promise<{ next?: string | string[] }> }

/** Where agents sign in, and from where they return to what they wanted to see. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safeNextPath((await searchParams).next)
  if (!(await isSetUp())) redirect('/setup')
  if ((await viewerFromHeaders(await headers(), 'agent')) !== null) redirect(next)

  return (
    <AccountCard title="Sign in" introduction="The inbox is for your team.">
      <SignInForm next={next} />
    </AccountCard>
  )
}
