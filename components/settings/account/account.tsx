'use client'

import { useState } from 'react'
import { type AccountProblem, accountOf } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { ACCOUNT_PATH, signInPath } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem, SETTLED } from '@/components/controls/account-form'
import { nameError, passwordErrors } from '@/components/controls/field-errors'
import { LanguageSwitch } from '@/components/controls/language-switch'
import { PasswordField } from '@/components/controls/password-field'
import { TextField } from '@/components/controls/text-field'
import { classNames } from '@/components/ui/class-names'
import * as fields from '@/contract/fields'
import { MIN_PASSWORD_LENGTH } from '@/contract/limits'
import type { AgentSession, Profile } from '@/contract/people/account'
import column from '../column.module.css'
import styles from './account.module.css'
import { OwnPicture } from './picture/own-picture'
import { Provider } from './provider'
import { Sessions } from './sessions'
import { TwoFactor } from './two-factor'

const { t } = accountWords

/** The agent's own account: a section per setting, and a status line for what was changed last. */
export function Account({
  profile: initial,
  sessions: initialSessions,
}: {
  profile: Profile
  sessions: AgentSession[]
}) {
  const [profile, setProfile] = useState(initial)
  const [sessions, setSessions] = useState(initialSessions)
  const [done, setDone] = useState('')
  const account = accountOf(profile.id)
  const hasPassword = profile.signInWays.includes('password')

  async function reloadSessions() {
    const { value } = await account.sessions()
    if (value !== null) setSessions(value.data)
  }

  async function rename({ name = '' }: Readonly<Record<string, string>>): Promise<FormProblem> {
    setDone('')
    if (!fields.personName.safeParse(name).success) return { fields: { name: nameError(name) }, form: null }

    const { value, problem } = await account.rename(name)
    if (problem !== null) return explain(problem)
    setProfile(value)
    setDone(t('nameChanged'))
    return SETTLED
  }

  async function changeEmail(values: Readonly<Record<string, string>>): Promise<FormProblem> {
    setDone('')
    const { email = '', currentPassword = '' } = values
    const errors = {
      ...(!fields.email.safeParse(email).success && {
        email: t('wholeAddress'),
      }),
      ...(currentPassword === '' && { currentPassword: t('enterPassword') }),
    }
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const { value, problem } = await account.changeEmail({ email: email.trim(), currentPassword })
    if (problem?.code === 'email_taken') return { fields: { email: sentenceFor(problem) }, form: null }
    if (problem !== null) return explain(problem)
    setProfile(value)
    setDone(t('emailChanged'))
    return SETTLED
  }

  async function changePassword(values: Readonly<Record<string, string>>): Promise<FormProblem> {
    setDone('')
    const { currentPassword = '', newPassword = '' } = values
    const errors = {
      ...(currentPassword === '' && { currentPassword: t('enterPresentPassword') }),
      ...passwordErrors('newPassword', newPassword),
    }
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const { value, problem } = await account.changePassword({ currentPassword, newPassword })
    if (problem !== null) return explain(problem)
    setDone(t('yourPasswordChanged', { sessions: howManyEnded(value.endedSessions) }))
    await reloadSessions()
    return SETTLED
  }

  return (
    <div className={classNames(column.column, styles.column)}>
      <h1>{t('yourAccount')}</h1>
      <p className={styles.who}>
        <bdi>{profile.name}</bdi>
        <span> · </span>
        <bdi>{profile.email}</bdi>
        <span>{` · ${profile.role === 'admin' ? t('admin') : t('agent')}`}</span>
      </p>
      <p role="status" className={styles.done}>
        {done}
      </p>

      <section aria-labelledby="profile">
        <h2 id="profile">{t('profile')}</h2>
        <OwnPicture
          profile={profile}
          account={account}
          explain={explain}
          onChanged={(changed, said) => {
            setProfile(changed)
            setDone(said)
          }}
        />
        <AccountForm submitLabel={t('saveName')} busyLabel={t('saving')} isPartOfPage onSubmit={rename}>
          {(errorOf) => (
            <TextField
              name="name"
              label={t('name')}
              autoComplete="name"
              defaultValue={profile.name}
              hint={t('nameAbout')}
              error={errorOf('name')}
            />
          )}
        </AccountForm>
      </section>

      {hasPassword && (
        <>
          <section aria-labelledby="email">
            <h2 id="email">{t('email')}</h2>
            <p>{t('emailAbout')}</p>
            <AccountForm
              submitLabel={t('changeEmail')}
              busyLabel={t('changing')}
              isPartOfPage
              onSubmit={changeEmail}
            >
              {(errorOf) => (
                <>
                  <TextField
                    name="email"
                    label={t('newEmail')}
                    type="email"
                    autoComplete="email"
                    error={errorOf('email')}
                  />
                  <PasswordField
                    name="currentPassword"
                    label={t('yourPassword')}
                    autoComplete="current-password"
                    error={errorOf('currentPassword')}
                  />
                </>
              )}
            </AccountForm>
          </section>

          <section aria-labelledby="password">
            <h2 id="password">{t('password')}</h2>
            <p>{t('passwordAbout')}</p>
            <AccountForm
              submitLabel={t('changePassword')}
              busyLabel={t('changing')}
              isPartOfPage
              onSubmit={changePassword}
            >
              {(errorOf) => (
                <>
                  {/* Tells password managers whose password it is. */}
                  <input type="hidden" name="email" autoComplete="username" value={profile.email} readOnly />
                  <PasswordField
                    name="currentPassword"
                    label={t('presentPassword')}
                    autoComplete="current-password"
                    error={errorOf('currentPassword')}
                  />
                  <PasswordField
                    name="newPassword"
                    label={t('newPassword')}
                    autoComplete="new-password"
                    hint={t('passwordLength', { count: MIN_PASSWORD_LENGTH })}
                    error={errorOf('newPassword')}
                  />
                </>
              )}
            </AccountForm>
          </section>
        </>
      )}

      <Provider
        profile={profile}
        account={account}
        explain={explain}
        onDisconnected={() => {
          setProfile({ ...profile, signInWays: ['password'] })
          setDone(t('providerIsOff'))
        }}
      />

      {hasPassword && (
        <TwoFactor
          isOn={profile.hasTwoFactor}
          account={account}
          explain={explain}
          onChanged={(hasTwoFactor) => {
            setProfile({ ...profile, hasTwoFactor })
            setDone(t(hasTwoFactor ? 'twoFactorOnNow' : 'twoFactorOffNow'))
          }}
          onRenewed={() => setDone(t('codesRenewed'))}
        />
      )}

      <section aria-labelledby="language">
        <h2 id="language">{t('language')}</h2>
        <p>{t('languageAbout')}</p>
        <LanguageSwitch />
      </section>

      <Sessions
        sessions={sessions}
        account={account}
        onEnded={async (count) => {
          setDone(howManyEnded(count))
          await reloadSessions()
        }}
      />
    </div>
  )
}

/** Turns a problem into form errors. Redirects to sign-in if the session has ended. */
function explain(problem: AccountProblem): FormProblem {
  if (problem.code === 'not_authenticated') window.location.assign(signInPath(ACCOUNT_PATH))
  if (problem.code === 'wrong_password') {
    return { fields: { currentPassword: t('wrongPassword') }, form: null }
  }
  if (problem.code === 'invalid_character' && problem.param !== null) {
    return { fields: { [problem.param]: t('notStorable') }, form: null }
  }
  return { fields: {}, form: sentenceFor(problem) }
}

function howManyEnded(count: number): string {
  return count === 0 ? t('noneEnded') : t('ended', { count })
}
