import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { AccountCard } from '@/components/agent/account-card'
import { isSetUp } from '@/server/agents/installation'
import { SetupForm } from './setup-form'

export const metadata: Metadata = { title: 'Set up · Porchlight' }

/** Makes the first admin. Gone once there is one. */
export default async function SetupPage() {
  // The answer changes while the server runs, so no page may be drawn in advance.
  await connection()
  if (await isSetUp()) redirect('/sign-in')

  return (
    <AccountCard title="Welcome" introduction="Make your account. You will answer your visitors with it.">
      <SetupForm />
    </AccountCard>
  )
}
