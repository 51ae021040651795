'use client'

import Link from 'next/link'
import { type AccountProblem, acceptInvitation, previewInvitation } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { INBOX_PATH, signInPath } from '@/client/desk/account/next-path'
import { isolated, teamWords } from '@/client/words/settings/words'
import { AccountCard } from '@/components/account/account-card'
import { DeadLink } from '@/components/account/dead-link'
import { EmailField, NameField, NewPasswordField } from '@/components/account/person-fields'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { emailErrors, nameErrors, passwordErrors } from '@/components/controls/field-errors'
import type { InvitationPreview } from '@/contract/people/people'
import { useLinkPreview } from '@/hooks/conversation/use-link-preview'

const { t } = teamWords

/** Checks the invitation in the URL, and creates the new colleague's account. */
export function JoinForm() {
  const link = useLinkPreview(previewInvitation)

  return (
    <AccountCard
      title={t('joinTitle')}
      introduction={link.state === 'open' ? introductionOf(link.value) : ''}
    >
      {link.state === 'waiting' && <p role="status">{t('checkingLink')}</p>}
      {link.state === 'missing' && <DeadLink reason={t('noLink')} />}
      {link.state === 'refused' && <Refused problem={link.problem} retry={link.retry} />}
      {link.state === 'open' && <Fields token={link.token} invitedEmail={link.value.email} />}
    </AccountCard>
  )
}

function introductionOf({ role, invitedBy }: InvitationPreview): string {
  const what = role === 'admin' ? t('joinAsAdmin') : t('joinAsAgent')
  return invitedBy === null ? what : `${t('invitedYou', { name: isolated(invitedBy) })} ${what}`
}

function Refused({ problem, retry }: { problem: AccountProblem; retry: () => void }) {
  const toSignIn = { label: t('signIn'), href: signInPath('') }
  switch (problem.code) {
    case 'not_found':
    case 'validation_failed':
      return <DeadLink reason={t('unknownInvitation')} />
    case 'invitation_used':
      return <DeadLink reason={t('usedInvitation')} way={toSignIn} />
    case 'invitation_expired':
      return <DeadLink reason={t('expiredInvitation')} />
    default:
      return <DeadLink reason={sentenceFor(problem)} way={{ label: t('tryAgain'), run: retry }} />
  }
}

function Fields({ token, invitedEmail }: { token: string; invitedEmail: string | null }) {
  async function submit(values: FormValues): Promise<FormProblem | null> {
    const { name = '', email = '', password = '' } = values
    const address = invitedEmail ?? email
    const errors = { ...nameErrors(name), ...emailErrors(address), ...passwordErrors('password', password) }
    if (Object.keys(errors).length > 0) return { fields: errors }

    const problem = await acceptInvitation({ token, name, email: address, password })
    if (problem !== null) return explain(problem)
    // Replaces the history entry, because the link cannot be used again.
    window.location.replace(INBOX_PATH)
    return null
  }

  return (
    <AccountForm submitLabel={t('createAccount')} busyLabel={t('creatingAccount')} onSubmit={submit}>
      <NameField />
      {invitedEmail === null ? (
        <EmailField />
      ) : (
        <EmailField defaultValue={invitedEmail} readOnly hint={t('emailFixed')} />
      )}
      <NewPasswordField name="password" label={t('password')} />
    </AccountForm>
  )
}

function explain(problem: AccountProblem): FormProblem {
  switch (problem.code) {
    case 'email_taken':
      return { fields: { email: t('emailTaken') } }
    case 'invitation_used':
      return { form: <UsedUp /> }
    case 'invitation_expired':
      return { form: t('expiredInvitation') }
    case 'not_found':
      return { form: t('unknownInvitation') }
    case 'already_signed_in':
      // Signed in meanwhile in another tab: the reloaded page offers what to do.
      window.location.reload()
      return { form: t('signedInAbout') }
    default:
      if (problem.param === 'email') return { fields: { email: t('emailIsForAnother') } }
      return { form: sentenceFor(problem) }
  }
}

function UsedUp() {
  return (
    <>
      <span>{t('usedInvitation')}</span>{' '}
      <Link href={signInPath('')} prefetch={false}>
        {t('signIn')}
      </Link>
    </>
  )
}
