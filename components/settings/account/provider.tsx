'use client'

import { useState } from 'react'
import type { AccountProblem, accountOf } from '@/client/desk/account/account'
import { accountWords } from '@/client/words/settings/account-words'
import { isolated } from '@/client/words/settings/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { PasswordField } from '@/components/controls/password-field'
import type { Profile } from '@/contract/people/account'

const { t } = accountWords

type ProviderProps = {
  profile: Profile
  account: ReturnType<typeof accountOf>
  explain: (problem: AccountProblem) => FormProblem
  onDisconnected: () => void
}

/** Shows whether the agent can sign in with the sign-in provider, and connects or disconnects it. */
export function Provider({ profile, account, explain, onDisconnected }: ProviderProps) {
  const [isAsking, setIsAsking] = useState(false)
  const { providerName, signInWays } = profile
  const isConnected = signInWays.includes('provider')
  const hasPassword = signInWays.includes('password')
  if (providerName === null && !isConnected) return null

  async function connect({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword()
    const { value, problem } = await account.connectProvider(currentPassword)
    if (problem !== null) return explain(problem)
    window.location.assign(value.address)
    return null
  }

  async function disconnect({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword()
    const { problem } = await account.disconnectProvider(currentPassword)
    if (problem !== null) return explain(problem)
    setIsAsking(false)
    onDisconnected()
    return null
  }

  return (
    <section aria-labelledby="provider">
      <h2 id="provider">{t('provider')}</h2>
      <p>{aboutOf(profile)}</p>
      {providerName !== null && hasPassword && !isAsking && (
        <button type="button" className={controls.secondary} onClick={() => setIsAsking(true)}>
          {isConnected ? t('disconnectProvider') : t('connectProvider')}
        </button>
      )}
      {isAsking && (
        <>
          <AccountForm
            submitLabel={isConnected ? t('disconnect') : t('continue')}
            busyLabel={t('checking')}
            onSubmit={isConnected ? disconnect : connect}
          >
            {(errorOf) => (
              <PasswordField
                name="currentPassword"
                label={isConnected ? t('passwordToDisconnect') : t('passwordToConnect')}
                autoComplete="current-password"
                error={errorOf('currentPassword')}
              />
            )}
          </AccountForm>
          <button type="button" className={controls.quiet} onClick={() => setIsAsking(false)}>
            {t('cancel')}
          </button>
        </>
      )}
    </section>
  )
}

type Values = Readonly<Record<string, string>>

function aboutOf({ providerName, signInWays }: Profile): string {
  if (providerName === null) return t('providerGone')
  const name = isolated(providerName)
  if (!signInWays.includes('provider')) return t('providerOff', { name })
  return signInWays.includes('password') ? t('providerOn', { name }) : t('providerAlone', { name })
}

function missingPassword(): FormProblem {
  return { fields: { currentPassword: t('enterPassword') }, form: null }
}
