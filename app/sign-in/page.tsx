import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { safeNextPath } from '@/client/desk/next-path'
import { AccountCard } from '@/components/agent/account-card'
import { isSetUp } from '@/server/agents/installation'
import { agentOfPage } from '@/server/http/session'
import styles from './sign-in.module.css'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in · Porchlight' }

type SignInPageProps = { searchParams: Promise<{ next?: string | string[] }> }

/** Where agents sign in, and from where they return to what they wanted to see. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safeNextPath((await searchParams).next)
  if (!(await isSetUp())) redirect('/setup')
  if ((await agentOfPage(await headers())) !== null) redirect(next)

  return (
    <AccountCard title="Sign in" introduction="The inbox is for your team.">
      <SignInForm next={next} />
      <ForgottenPassword />
    </AccountCard>
  )
}

/** There is no e-mail to send a link by, so the way back in leads over a person: an admin, or the person who runs the server. */
function ForgottenPassword() {
  return (
    <details className={styles.forgotten}>
      <summary>Forgot your password?</summary>
      <p>Ask an admin of your team for a link to a new one: they find it in the settings, under People.</p>
      <p>
        Or ask the person who runs Porchlight. On its machine:
        <code>npm run agents -- reset-link you@example.com</code>
      </p>
    </details>
  )
}
