'use client'

import Link from 'next/link'
import { useState, useSyncExternalStore } from 'react'
import { type AccountProblem, setUp } from '@/client/desk/account'
import { sentenceFor } from '@/client/desk/account-problem'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import { nameError, passwordErrors } from '@/components/agent/field-errors'
import { PasswordField } from '@/components/agent/password-field'
import { TextField } from '@/components/agent/text-field'
import * as fields from '@/contract/fields'
import { MAX_SETUP_TOKEN_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
import { stepPath } from './steps'

/**
 * Asks for what the first admin needs, and signs them in. The token comes from the address, where the link that the start
 * prints has put it; without it, the form says where to find the link and lets you paste it.
 */
export function SetupForm() {
  const tokenInAddress = useSyncExternalStore(onHashChange, readToken, () => null)
  const [isRefused, setIsRefused] = useState(false)
  const asksForLink = tokenInAddress === '' || isRefused

  async function submit({
    link = '',
    name = '',
    email = '',
    password = '',
  }: Readonly<Record<string, string>>) {
    const errors = { ...(asksForLink && linkErrors(link)), ...checkFields(name, email, password) }
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const token = asksForLink ? tokenOf(link) : (tokenInAddress ?? '')
    const problem = await setUp({ token, name, email, password })
    if (problem === null) {
      window.location.assign(stepPath('site'))
      return null
    }
    if (problem.code === 'wrong_setup_token') setIsRefused(true)
    return explain(problem)
  }

  return (
    <AccountForm submitLabel="Create account" busyLabel="Creating your account…" onSubmit={submit}>
      {(errorOf) => (
        <>
          {asksForLink && (
            <TextField
              name="link"
              autoFocus
              label="Set-up link"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              hint="Porchlight printed it when it started: look for “Begin at” in the terminal or the log. Open that link, or paste it here."
              error={errorOf('link')}
            />
          )}
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

function onHashChange(notify: () => void): () => void {
  window.addEventListener('hashchange', notify)
  return () => window.removeEventListener('hashchange', notify)
}

function readToken(): string {
  return tokenOf(window.location.hash)
}

/** Of a whole link, or of the token alone. */
function tokenOf(link: string): string {
  return link.slice(link.indexOf('#') + 1).trim()
}

function linkErrors(link: string): Record<string, string> {
  if (link.trim() === '') return { link: WHERE_THE_LINK_IS }
  return tokenOf(link).length > MAX_SETUP_TOKEN_LENGTH ? { link: WRONG_LINK } : {}
}

function checkFields(name: string, email: string, password: string): Record<string, string> {
  return {
    ...(!fields.personName.safeParse(name).success && { name: nameError(name) }),
    ...(!fields.email.safeParse(email).success && { email: emailError(email) }),
    ...passwordErrors('password', password),
  }
}

function emailError(email: string): string {
  return email.trim() === ''
    ? 'Enter your e-mail address.'
    : 'Enter the whole address, as in ada@example.com.'
}

const WHERE_THE_LINK_IS =
  'Paste the link that Porchlight printed when it started: look for “Begin at” in the terminal or the log.'
const WRONG_LINK =
  'This is not the link that Porchlight printed. Look for the newest “Begin at” in the terminal or the log.'

const refusals: Record<string, string> = {
  name: 'This name cannot be stored. Try another spelling.',
  email: 'This address is not accepted. Check its spelling.',
  password: 'This password cannot be stored. Choose another.',
}

function explain(problem: AccountProblem): FormProblem {
  const { code, param } = problem
  if (code === 'wrong_setup_token') return { fields: { link: WRONG_LINK }, form: null }
  const refusal = param === null ? undefined : refusals[param]
  if (param !== null && refusal !== undefined) return { fields: { [param]: refusal }, form: null }
  if (code !== 'already_set_up') return { fields: {}, form: sentenceFor(problem) }
  const form = (
    <>
      Porchlight is set up already. <Link href="/sign-in">Sign in instead</Link>
    </>
  )
  return { fields: {}, form }
}
