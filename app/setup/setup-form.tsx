'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { type AccountProblem, setUp } from '@/client/account'
import { INBOX_PATH } from '@/client/next-path'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import { PasswordField } from '@/components/agent/password-field'
import { TextField } from '@/components/agent/text-field'
import * as fields from '@/contract/fields'
import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'

/** Asks for what the first admin needs, and signs it in. */
export function SetupForm() {
  async function submit({ name = '', email = '', password = '' }: Readonly<Record<string, string>>) {
    const errors = checkFields(name, email, password)
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const problem = await setUp({ name, email, password })
    if (problem !== null) return explain(problem)
    window.location.assign(INBOX_PATH)
    return null
  }

  return (
    <AccountForm submitLabel="Create account" busyLabel="Creating your account…" onSubmit={submit}>
      {(errorOf) => (
        <>
          <TextField
            name="name"
            label="Name"
            autoComplete="name"
            hint="Your visitors see it beside your answers."
            error={errorOf('name')}
          />
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
            autoComplete="new-password"
            hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
            error={errorOf('password')}
          />
        </>
      )}
    </AccountForm>
  )
}

function checkFields(name: string, email: string, password: string): Record<string, string> {
  return {
    ...(!fields.personName.safeParse(name).success && { name: nameError(name) }),
    ...(!fields.email.safeParse(email).success && { email: emailError(email) }),
    ...(password.length < MIN_PASSWORD_LENGTH && {
      password: `Choose a password of at least ${MIN_PASSWORD_LENGTH} characters.`,
    }),
    ...(password.length > MAX_PASSWORD_LENGTH && {
      password: `Choose a password of at most ${MAX_PASSWORD_LENGTH} characters.`,
    }),
  }
}

function nameError(name: string): string {
  return name.trim() === '' ? 'Enter your name.' : `Enter a name of at most ${MAX_NAME_LENGTH} letters.`
}

function emailError(email: string): string {
  return email.trim() === ''
    ? 'Enter your e-mail address.'
    : 'Enter the whole address, as in ada@example.com.'
}

const refusals: Record<string, string> = {
  name: 'This name cannot be stored. Try another spelling.',
  email: 'This address is not accepted. Check its spelling.',
  password: 'This password cannot be stored. Choose another.',
}

function explain({ code, param }: AccountProblem): FormProblem {
  const refusal = param === null ? undefined : refusals[param]
  if (param !== null && refusal !== undefined) return { fields: { [param]: refusal }, form: null }
  return { fields: {}, form: sentenceFor(code) }
}

function sentenceFor(code: AccountProblem['code']): ReactNode {
  switch (code) {
    case 'already_set_up':
      return (
        <>
          Porchlight is set up already. <Link href="/sign-in">Sign in instead</Link>
        </>
      )
    case 'rate_limited':
      return 'Too many tries. Wait a minute, then try again.'
    case 'no_answer':
      return 'Porchlight could not be reached. Check your connection and try again.'
    default:
      return 'Something went wrong on our side. Try again in a moment.'
  }
}
