'use client'

import { useState } from 'react'
import { type AccountProblem, signIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { accountWords } from '@/client/words/settings/account-words'
import { EmailField } from '@/components/account/person-fields'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { emailErrors } from '@/components/controls/field-errors'
import { PasswordField } from '@/components/controls/password-field'
import { CodeForm } from './code-form'

const { t } = accountWords

/** @param next the local path to open after signing in */
export function SignInForm({ next }: { next: string }) {
  const [asked, setAsked] = useState<{ email: string; password: string } | null>(null)

  async function submit({ email = '', password = '' }: FormValues): Promise<FormProblem | null> {
    const errors = { ...emailErrors(email), ...(password === '' && { password: t('enterPassword') }) }
    if (Object.keys(errors).length > 0) return { fields: errors }

    const credentials = { email: email.trim(), password }
    const problem = await signIn(credentials)
    if (problem?.code === 'second_factor_required') {
      setAsked(credentials)
      return null
    }
    if (problem !== null) return explain(problem)
    leave()
    return null
  }

  function leave() {
    // A full load, to discard everything rendered before sign-in.
    window.location.assign(next)
  }

  if (asked !== null) return <CodeForm credentials={asked} onSignedIn={leave} onBack={() => setAsked(null)} />

  return (
    <AccountForm submitLabel={t('signIn')} busyLabel={t('signingIn')} onSubmit={submit}>
      <EmailField />
      <PasswordField name="password" label={t('password')} autoComplete="current-password" />
    </AccountForm>
  )
}

function explain(problem: AccountProblem): FormProblem {
  if (problem.code === 'not_authenticated') return { form: t('wrongSignIn'), goOnIn: 'password' }
  return { form: sentenceFor(problem) }
}
