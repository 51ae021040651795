'use client'

import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { completeProviderSignIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { ACCOUNT_PATH, INBOX_PATH, signInPath, takeNextPath } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountCard } from '@/components/account/account-card'
import controls from '@/components/controls/controls.module.css'
import styles from '../sign-in.module.css'
import { SignInWays } from '../sign-in-ways'

const { t } = accountWords

type ProviderReturnProps = {
  providerName: string
  /** An agent who comes back has asked to connect their account. */
  isSignedIn: boolean
}

/** Hands over what the provider has answered and goes on, or says why not and offers the ways to sign in once more. */
export function ProviderReturn({ providerName, isSignedIn }: ProviderReturnProps) {
  const [refusal, setRefusal] = useState<{ sentence: string; next: string } | null>(null)
  const hasBegun = useRef(false)

  useEffect(() => {
    // In development effects run twice, and an answer can be used once.
    if (hasBegun.current) return
    hasBegun.current = true
    void arrive()

    async function arrive() {
      const answer = window.location.search
      const next = takeNextPath()
      // Opened by hand, or reloaded.
      if (answer === '') return window.location.replace(isSignedIn ? INBOX_PATH : signInPath(''))
      // The code is used up from here on, and the history need not keep it.
      window.history.replaceState(null, '', window.location.pathname)

      const { value, problem } = await completeProviderSignIn(answer)
      if (problem !== null) return setRefusal({ sentence: sentenceFor(problem), next })
      window.location.replace(value.outcome === 'signed_in' ? next : `${ACCOUNT_PATH}#provider`)
    }
  }, [isSignedIn])

  if (refusal === null) {
    return (
      <AccountCard title={t('signIn')} introduction="">
        <p role="status">{t('arriving')}</p>
      </AccountCard>
    )
  }
  return (
    <AccountCard
      title={isSignedIn ? t('notConnected') : t('signIn')}
      introduction={isSignedIn ? '' : t('signInAbout')}
    >
      <p role="alert" className={styles.refusal}>
        {refusal.sentence}
      </p>
      {isSignedIn ? (
        <Link href={ACCOUNT_PATH} className={controls.button} prefetch={false}>
          {t('backToAccount')}
        </Link>
      ) : (
        <SignInWays next={refusal.next} providerName={providerName} />
      )}
    </AccountCard>
  )
}
