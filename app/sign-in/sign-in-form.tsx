'use client'

import { type AccountProblem, signIn } from '@/client/account'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import { PasswordField } from '@/components/agent/password-field'
import { TextField } from '@/components/agent/text-field'
import * as fields from '@/contract/fields'

/** @param next a path of our own, to go to once signed in */
export function SignInForm({ next }: { next: string }) {
  async function submit({ email = '', password = '' }: Readonly<Record<string, string>>) {
    const errors = checkFields(email, password)
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const problem = await signIn({ email: email.trim(), password })
    if (problem !== null) return explain(problem)
    // A new document: what was drawn for a stranger must not stay.
    window.location.assign(next)
    return null
  }

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

function explain({ code, retryAfterSeconds }: AccountProblem): FormProblem {
  return { fields: {}, form: sentenceFor(code, retryAfterSeconds), goOnIn: 'password' }
}

function sentenceFor(code: AccountProblem['code'], retryAfterSeconds: number | null): string {
  switch (code) {
    case 'not_authenticated':
      return 'The e-mail or the password is not right. Check both and try again.'
    case 'rate_limited':
      return `Too many tries. Wait ${waitingTime(retryAfterSeconds)}, then try again.`
    case 'no_answer':
      return 'Porchlight could not be reached. Check your connection and try again.'
    default:
      return 'Something went wrong on our side. Try again in a moment.'
  }
}

function waitingTime(seconds: number | null): string {
  if (seconds === null) return 'a minute'
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
