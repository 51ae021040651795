'use client'

import { useState } from 'react'
import { type AccountProblem, accountOf } from '@/client/desk/account'
import { sentenceFor } from '@/client/desk/account-problem'
import { ACCOUNT_PATH, signInPath } from '@/client/desk/next-path'
import { teamWords } from '@/client/words/settings/words'
import { AccountForm, type FormProblem, SETTLED } from '@/components/agent/account-form'
import { nameError, passwordErrors } from '@/components/agent/field-errors'
import { PasswordField } from '@/components/agent/password-field'
import { TextField } from '@/components/agent/text-field'
import type { AgentSession, Profile } from '@/contract/account'
import * as fields from '@/contract/fields'
import { MIN_PASSWORD_LENGTH } from '@/contract/limits'
import styles from './account.module.css'
import { Provider } from './provider'
import { Sessions } from './sessions'
import { TwoFactor } from './two-factor'

/** An agent's own account: one heading for each thing that can be done with it, and one line that says what was done. */
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
    setDone('Your name is changed.')
    return SETTLED
  }

  async function changeEmail(values: Readonly<Record<string, string>>): Promise<FormProblem> {
    setDone('')
    const { email = '', currentPassword = '' } = values
    const errors = {
      ...(!fields.email.safeParse(email).success && {
        email: 'Enter the whole address, as in ada@example.com.',
      }),
      ...(currentPassword === '' && { currentPassword: 'Enter your password.' }),
    }
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const { value, problem } = await account.changeEmail({ email: email.trim(), currentPassword })
    if (problem?.code === 'email_taken') return { fields: { email: sentenceFor(problem) }, form: null }
    if (problem !== null) return explain(problem)
    setProfile(value)
    setDone('Your e-mail is changed. Sign in with it from now on.')
    return SETTLED
  }

  async function changePassword(values: Readonly<Record<string, string>>): Promise<FormProblem> {
    setDone('')
    const { currentPassword = '', newPassword = '' } = values
    const errors = {
      ...(currentPassword === '' && { currentPassword: 'Enter your present password.' }),
      ...passwordErrors('newPassword', newPassword),
    }
    if (Object.keys(errors).length > 0) return { fields: errors, form: null }

    const { value, problem } = await account.changePassword({ currentPassword, newPassword })
    if (problem !== null) return explain(problem)
    setDone(`Your password is changed. ${howManyEnded(value.endedSessions)}`)
    await reloadSessions()
    return SETTLED
  }

  return (
    <div className={styles.column}>
      <h1>Your account</h1>
      <p className={styles.who}>
        <bdi>{profile.name}</bdi>
        <span> · </span>
        <bdi>{profile.email}</bdi>
        <span>{` · ${profile.role === 'admin' ? 'Admin' : 'Agent'}`}</span>
      </p>
      <p role="status" className={styles.done}>
        {done}
      </p>

      <section aria-labelledby="profile">
        <h2 id="profile">Profile</h2>
        <AccountForm submitLabel="Save name" busyLabel="Saving…" isPartOfPage onSubmit={rename}>
          {(errorOf) => (
            <TextField
              name="name"
              label="Name"
              autoComplete="name"
              defaultValue={profile.name}
              hint="Your visitors see it beside your answers."
              error={errorOf('name')}
            />
          )}
        </AccountForm>
      </section>

      {hasPassword && (
        <>
          <section aria-labelledby="email">
            <h2 id="email">E-mail</h2>
            <p>You sign in with it. Visitors do not see it.</p>
            <AccountForm
              submitLabel="Change e-mail"
              busyLabel="Changing…"
              isPartOfPage
              onSubmit={changeEmail}
            >
              {(errorOf) => (
                <>
                  <TextField
                    name="email"
                    label="New e-mail"
                    type="email"
                    autoComplete="email"
                    error={errorOf('email')}
                  />
                  <PasswordField
                    name="currentPassword"
                    label="Your password"
                    autoComplete="current-password"
                    error={errorOf('currentPassword')}
                  />
                </>
              )}
            </AccountForm>
          </section>

          <section aria-labelledby="password">
            <h2 id="password">Password</h2>
            <p>Changing it signs you out everywhere else.</p>
            <AccountForm
              submitLabel="Change password"
              busyLabel="Changing…"
              isPartOfPage
              onSubmit={changePassword}
            >
              {(errorOf) => (
                <>
                  {/* Password managers ask whose password it is. */}
                  <input type="hidden" name="email" autoComplete="username" value={profile.email} readOnly />
                  <PasswordField
                    name="currentPassword"
                    label="Present password"
                    autoComplete="current-password"
                    error={errorOf('currentPassword')}
                  />
                  <PasswordField
                    name="newPassword"
                    label="New password"
                    autoComplete="new-password"
                    hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
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
          setDone(teamWords.t('providerIsOff'))
        }}
      />

      {hasPassword && (
        <TwoFactor
          isOn={profile.hasTwoFactor}
          account={account}
          explain={explain}
          onChanged={(hasTwoFactor) => {
            setProfile({ ...profile, hasTwoFactor })
            setDone(`Two-factor sign-in is ${hasTwoFactor ? 'on' : 'off'} now.`)
          }}
        />
      )}

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

/** What became of a form, or the way to sign in where the session is over. */
function explain(problem: AccountProblem): FormProblem {
  if (problem.code === 'not_authenticated') window.location.assign(signInPath(ACCOUNT_PATH))
  if (problem.code === 'wrong_password') {
    return { fields: { currentPassword: 'This is not your present password.' }, form: null }
  }
  if (problem.code === 'invalid_character' && problem.param !== null) {
    return { fields: { [problem.param]: 'This cannot be stored. Choose another.' }, form: null }
  }
  return { fields: {}, form: sentenceFor(problem) }
}

function howManyEnded(count: number): string {
  if (count === 0) return 'You were signed in nowhere else.'
  return count === 1 ? 'One session has ended.' : `${count} sessions have ended.`
}
