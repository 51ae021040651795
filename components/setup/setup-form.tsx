'use client'

import Link from 'next/link'
import { useState, useSyncExternalStore } from 'react'
import { type AccountProblem, setUp } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { accountWords } from '@/client/words/settings/account-words'
import { EmailField, NameField, NewPasswordField } from '@/components/account/person-fields'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { emailErrors, nameErrors, passwordErrors } from '@/components/controls/field-errors'
import type { FieldErrors } from '@/components/controls/form-errors'
import { TextField } from '@/components/controls/text-field'
import { MAX_SETUP_TOKEN_LENGTH } from '@/contract/limits'
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

  async function submit(values: FormValues): Promise<FormProblem | null> {
    const { link = '', name = '', email = '', password = '' } = values
    const errors = {
      ...(asksForLink && linkErrors(link)),
      ...nameErrors(name),
      ...emailErrors(email),
      ...passwordErrors('password', password),
    }
    if (Object.keys(errors).length > 0) return { fields: errors }

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
      {asksForLink && (
        <TextField
          name="link"
          autoFocus
          label={t('setUpLink')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint={t('setUpLinkHint')}
        />
      )}
      <NameField />
      <EmailField />
      <NewPasswordField name="password" label={t('password')} />
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

function linkErrors(link: string): FieldErrors {
  if (link.trim() === '') return { link: t('setUpLinkMissing') }
  return tokenOf(link).length > MAX_SETUP_TOKEN_LENGTH ? { link: t('setUpLinkWrong') } : {}
}

const refusals = { name: 'nameRefused', email: 'emailRefused', password: 'passwordRefused' } as const

function explain(problem: AccountProblem): FormProblem {
  const { code, param } = problem
  if (code === 'wrong_setup_token') return { fields: { link: t('setUpLinkWrong') } }
  if (param === 'name' || param === 'email' || param === 'password') {
    return { fields: { [param]: t(refusals[param]) } }
  }
  if (code !== 'already_set_up') return { form: sentenceFor(problem) }
  const form = (
    <>
      <span>{t('alreadySetUp')}</span> <Link href="/sign-in">{t('signInInstead')}</Link>
    </>
  )
  return { form }
}
