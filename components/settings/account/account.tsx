'use client'

import { useState } from 'react'
import { accountOf } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { accountWords } from '@/client/words/settings/account-words'
import { NameField, NewPasswordField, PasswordOwner } from '@/components/account/person-fields'
import { AccountForm, type FormProblem, type FormValues, SETTLED } from '@/components/controls/account-form'
import { nameErrors, passwordErrors } from '@/components/controls/field-errors'
import { LanguageSwitch } from '@/components/controls/language-switch'
import notice from '@/components/controls/notice.module.css'
import { PasswordField } from '@/components/controls/password-field'
import { TextField } from '@/components/controls/text-field'
import { classNames } from '@/components/ui/class-names'
import * as fields from '@/contract/fields'
import type { AgentSession, Profile } from '@/contract/people/account'
import column from '../column.module.css'
import styles from './account.module.css'
import { explain } from './explain'
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

  async function rename({ name = '' }: FormValues): Promise<FormProblem> {
    setDone('')
    const errors = nameErrors(name)
    if (Object.keys(errors).length > 0) return { fields: errors }

    const { value, problem } = await account.rename(name)
    if (problem !== null) return explain(problem)
    setProfile(value)
    setDone(t('nameChanged'))
    return SETTLED
  }

  async function changeEmail({ email = '', currentPassword = '' }: FormValues): Promise<FormProblem> {
    setDone('')
    const errors = {
      ...(!fields.email.safeParse(email).success && { email: t('wholeAddress') }),
      ...(currentPassword === '' && { currentPassword: t('enterPassword') }),
    }
    if (Object.keys(errors).length > 0) return { fields: errors }

    const { value, problem } = await account.changeEmail({ email: email.trim(), currentPassword })
    if (problem?.code === 'email_taken') return { fields: { email: sentenceFor(problem) } }
    if (problem !== null) return explain(problem)
    setProfile(value)
    setDone(t('emailChanged'))
    return SETTLED
  }

  async function changePassword({
    currentPassword = '',
    newPassword = '',
  }: FormValues): Promise<FormProblem> {
    setDone('')
    const errors = {
      ...(currentPassword === '' && { currentPassword: t('enterPresentPassword') }),
      ...passwordErrors('newPassword', newPassword),
    }
    if (Object.keys(errors).length > 0) return { fields: errors }

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
      <p role="status" className={classNames(notice.done, styles.done)}>
        {done}
      </p>

      <section aria-labelledby="profile">
        <h2 id="profile">{t('profile')}</h2>
        <OwnPicture
          profile={profile}
          account={account}
          onChanged={(changed, said) => {
            setProfile(changed)
            setDone(said)
          }}
        />
        <AccountForm submitLabel={t('saveName')} busyLabel={t('saving')} isPartOfPage onSubmit={rename}>
          <NameField defaultValue={profile.name} />
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
              <TextField name="email" label={t('newEmail')} type="email" autoComplete="email" />
              <PasswordField
                name="currentPassword"
                label={t('yourPassword')}
                autoComplete="current-password"
              />
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
              <PasswordOwner email={profile.email} />
              <PasswordField
                name="currentPassword"
                label={t('presentPassword')}
                autoComplete="current-password"
              />
              <NewPasswordField name="newPassword" label={t('newPassword')} />
            </AccountForm>
          </section>
        </>
      )}

      <Provider
        profile={profile}
        account={account}
        onDisconnected={() => {
          setProfile({ ...profile, signInWays: ['password'] })
          setDone(t('providerIsOff'))
        }}
      />

      {hasPassword && (
        <TwoFactor
          isOn={profile.hasTwoFactor}
          account={account}
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

function howManyEnded(count: number): string {
  return count === 0 ? t('noneEnded') : t('ended', { count })
}
