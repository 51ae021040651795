'use client'

import { useState } from 'react'
import type { accountOf } from '@/client/desk/account/account'
import { accountWords } from '@/client/words/settings/account-words'
import { isolated } from '@/client/words/settings/words'
import type { FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import type { Profile } from '@/contract/people/account'
import { explain } from './explain'
import { PasswordForm } from './password-form'

const { t } = accountWords

type ProviderProps = {
  profile: Profile
  account: ReturnType<typeof accountOf>
  onDisconnected: () => void
}

/** Shows whether the agent can sign in with the sign-in provider, and connects or disconnects it. */
export function Provider({ profile, account, onDisconnected }: ProviderProps) {
  const [isAsking, setIsAsking] = useState(false)
  const { providerName, signInWays } = profile
  const isConnected = signInWays.includes('provider')
  const hasPassword = signInWays.includes('password')
  if (providerName === null && !isConnected) return null

  async function connect(password: string): Promise<FormProblem | null> {
    const { value, problem } = await account.connectProvider(password)
    if (problem !== null) return explain(problem)
    window.location.assign(value.address)
    return null
  }

  async function disconnect(password: string): Promise<FormProblem | null> {
    const { problem } = await account.disconnectProvider(password)
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
          <PasswordForm
            label={isConnected ? t('passwordToDisconnect') : t('passwordToConnect')}
            submitLabel={isConnected ? t('disconnect') : t('continue')}
            onSubmit={isConnected ? disconnect : connect}
          />
          <button type="button" className={controls.quiet} onClick={() => setIsAsking(false)}>
            {t('cancel')}
          </button>
        </>
      )}
    </section>
  )
}

function aboutOf({ providerName, signInWays }: Profile): string {
  if (providerName === null) return t('providerGone')
  const name = isolated(providerName)
  if (!signInWays.includes('provider')) return t('providerOff', { name })
  return signInWays.includes('password') ? t('providerOn', { name }) : t('providerAlone', { name })
}
