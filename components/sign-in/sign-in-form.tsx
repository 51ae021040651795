'use client'

import { useState } from 'react'
import { type AccountProblem, signIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import { PasswordField } from '@/components/controls/password-field'
import { TextField } from '@/components/controls/text-field'
import * as fields from '@/contract/fields'
import { CodeForm } from './code-form'

const { t } = accountWords

/** @param next the local path to open after signing in */
export function SignInForm({ next }: { next: string }) {
  const [asked, setAsked] = useState<{ email: string; password: string } | null>(null)

  async function submit({ email = '', password = '' }: Readonly<Record<string, string>>) {
    const errors = checkFields(email, password)
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

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
      {(errorOf) => (
        <>
          <TextField
            name="email"
            label={t('email')}
            type="email"
            autoComplete="username"
            error={errorOf('email')}
          />
          <PasswordField
            name="password"
            label={t('password')}
            autoComplete="current-password"
            error={errorOf('password')}
          />
        </>
      )}
    </AccountForm>
  )
}

function checkFields(email: string, password: string): Record<string, string> {
  return {
    ...(email.trim() === '' && { email: t('enterEmail') }),
    ...(email.trim() !== '' && !fields.email.safeParse(email).success && { email: t('wholeAddress') }),
    ...(password === '' && { password: t('enterPassword') }),
  }
}

function explain(problem: AccountProblem): FormProblem {
  const isWrong = problem.code === 'not_authenticated'
  const form = isWrong ? t('wrongSignIn') : sentenceFor(problem)
  return { fields: {}, form, ...(isWrong && { goOnIn: 'password' }) }
}
