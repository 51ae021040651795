'use client'

import { type AccountProblem, previewReset, resetPassword, signIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { INBOX_PATH, signInPath } from '@/client/desk/account/next-path'
import { isolated, teamWords } from '@/client/words/settings/words'
import { AccountCard } from '@/components/account/account-card'
import { DeadLink } from '@/components/account/dead-link'
import { NewPasswordField, PasswordOwner } from '@/components/account/person-fields'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { passwordErrors } from '@/components/controls/field-errors'
import type { ResetPreview } from '@/contract/people/people'
import { useLinkPreview } from '@/hooks/conversation/use-link-preview'

const { t } = teamWords

/** Checks the link in the URL, and sets a new password. */
export function ResetForm() {
  const link = useLinkPreview(previewReset)

  return (
    <AccountCard
      title={t('resetPageTitle')}
      introduction={link.state === 'open' ? t('resetFor', { name: isolated(link.value.name) }) : ''}
    >
      {link.state === 'waiting' && <p role="status">{t('checkingLink')}</p>}
      {link.state === 'missing' && <DeadLink reason={t('noLink')} />}
      {link.state === 'refused' && <Refused problem={link.problem} retry={link.retry} />}
      {link.state === 'open' && <Fields token={link.token} owner={link.value} />}
    </AccountCard>
  )
}

function Refused({ problem, retry }: { problem: AccountProblem; retry: () => void }) {
  const reason = reasonOf(problem)
  if (reason === null)
    return <DeadLink reason={sentenceFor(problem)} way={{ label: t('tryAgain'), run: retry }} />
  return <DeadLink reason={reason} way={{ label: t('signIn'), href: signInPath('') }} />
}

/** Why the link cannot be used; `null` if trying again may help. */
function reasonOf({ code }: AccountProblem): string | null {
  if (code === 'not_found' || code === 'validation_failed') return t('unknownReset')
  if (code === 'reset_link_used') return t('usedReset')
  return code === 'reset_link_expired' ? t('expiredReset') : null
}

function Fields({ token, owner }: { token: string; owner: ResetPreview }) {
  async function submit({ password = '' }: FormValues): Promise<FormProblem | null> {
    const errors = passwordErrors('password', password)
    if (Object.keys(errors).length > 0) return { fields: errors }

    const problem = await resetPassword({ token, password })
    if (problem !== null) return { form: reasonOf(problem) ?? sentenceFor(problem) }
    const isSignedIn = (await signIn({ email: owner.email, password })) === null
    // Replaces the history entry, because the link cannot be used again.
    window.location.replace(isSignedIn ? INBOX_PATH : signInPath(''))
    return null
  }

  return (
    <AccountForm submitLabel={t('setPassword')} busyLabel={t('settingPassword')} onSubmit={submit}>
      <PasswordOwner email={owner.email} />
      <NewPasswordField name="password" label={t('newPassword')} />
    </AccountForm>
  )
}
