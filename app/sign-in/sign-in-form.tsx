'use client'

import { useState } from 'react'
import { type AccountProblem, signIn } from '@/client/desk/account'
import { sentenceFor } from '@/client/desk/account-problem'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import { PasswordField } from '@/components/agent/password-field'
import { TextField } from '@/components/agent/text-field'
import * as fields from '@/contract/fields'
import { CodeForm } from './code-form'

/** @param next a path of our own, to go to once signed in */
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
    // A new document: what was drawn for a stranger must not stay.
    window.location.assign(next)
  }

  if (asked !== null) return <CodeForm credentials={asked} onSignedIn={leave} onBack={() => setAsked(null)} />

  return (
    <AccountForm submitLabel="Sign in" busyLabel="Signing in…" onSubmit={submit}>
      {(errorOf) => (
        <>
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            error={errorOf('email')}
          />
          <PasswordField
            name="password"
            label="Password"
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
    ...(email.trim() === '' && { email: 'Enter your e-mail address.' }),
    ...(email.trim() !== '' &&
      !fields.email.safeParse(email).success && { email: 'Enter the whole address, as in ada@example.com.' }),
    ...(password === '' && { password: 'Enter your password.' }),
  }
}

function explain(problem: AccountProblem): FormProblem {
  const isWrong = problem.code === 'not_authenticated'
  const form = isWrong
    ? 'The e-mail or the password is not right. Check both and try again.'
    : sentenceFor(problem)
  return { fields: {}, form, ...(isWrong && { goOnIn: 'password' }) }
}
