'use client'

import Link from 'next/link'
import { useState, useSyncExternalStore } from 'react'
import { type AccountProblem, setUp } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import { nameError, passwordErrors } from '@/components/controls/field-errors'
import { PasswordField } from '@/components/controls/password-field'
import { TextField } from '@/components/controls/text-field'
import * as fields from '@/contract/fields'
import { MAX_SETUP_TOKEN_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
import { stepPath } from './steps'

const { t } = accountWords

/**
 * Creates the first admin and signs them in. The token comes from the URL's fragment, in the link that the server prints at start.
 * Without one, the form explains where to find the link and has a field to paste it.
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
    <AccountForm submitLabel={t('createAccount')} busyLabel={t('creatingAccount')} onSubmit={submit}>
      {(errorOf) => (
        <>
          {asksForLink && (
            <TextField
              name="link"
              autoFocus
              label={t('setUpLink')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              hint={t('setUpLinkHint')}
              error={errorOf('link')}
            />
          )}
          <TextField
            name="name"
            label={t('name')}
            autoComplete="name"
            hint={t('nameAbout')}
            error={errorOf('name')}
          />
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
            autoComplete="new-password"
            hint={t('passwordLength', { count: MIN_PASSWORD_LENGTH })}
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

/** The token in a link; a bare token is returned as is. */
function tokenOf(link: string): string {
  return link.slice(link.indexOf('#') + 1).trim()
}

function linkErrors(link: string): Record<string, string> {
  if (link.trim() === '') return { link: t('setUpLinkMissing') }
  return tokenOf(link).length > MAX_SETUP_TOKEN_LENGTH ? { link: t('setUpLinkWrong') } : {}
}

function checkFields(name: string, email: string, password: string): Record<string, string> {
  return {
    ...(!fields.personName.safeParse(name).success && { name: nameError(name) }),
    ...(!fields.email.safeParse(email).success && { email: emailError(email) }),
    ...passwordErrors('password', password),
  }
}

function emailError(email: string): string {
  return email.trim() === '' ? t('enterEmail') : t('wholeAddress')
}

const refusals = { name: 'nameRefused', email: 'emailRefused', password: 'passwordRefused' } as const

function explain(problem: AccountProblem): FormProblem {
  const { code, param } = problem
  if (code === 'wrong_setup_token') return { fields: { link: t('setUpLinkWrong') }, form: null }
  if (param === 'name' || param === 'email' || param === 'password') {
    return { fields: { [param]: t(refusals[param]) }, form: null }
  }
  if (code !== 'already_set_up') return { fields: {}, form: sentenceFor(problem) }
  const form = (
    <>
      <span>{t('alreadySetUp')}</span> <Link href="/sign-in">{t('signInInstead')}</Link>
    </>
  )
  return { fields: {}, form }
}
