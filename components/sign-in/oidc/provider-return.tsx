'use client'

import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { completeProviderSignIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { ACCOUNT_PATH, INBOX_PATH, signInPath, takeNextPath } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountCard } from '@/components/account/account-card'
import controls from '@/components/controls/controls.module.css'
import notice from '@/components/controls/notice.module.css'
import { classNames } from '@/components/ui/class-names'
import styles from '../sign-in.module.css'
import { SignInWays } from '../sign-in-ways'

const { t } = accountWords

type ProviderReturnProps = {
  providerName: string
  /** Signed-in agents are connecting their account. */
  isSignedIn: boolean
}

/** Posts the provider's response and redirects. On a refusal, shows the reason and the sign-in form again. */
export function ProviderReturn({ providerName, isSignedIn }: ProviderReturnProps) {
  const [refusal, setRefusal] = useState<{ sentence: string; next: string } | null>(null)
  const hasBegun = useRef(false)

  useEffect(() => {
    // Strict mode runs effects twice, but the code can be used only once.
    if (hasBegun.current) return
    hasBegun.current = true
    void arrive()

    async function arrive() {
      const answer = window.location.search
      const next = takeNextPath()
      // Opened directly, or reloaded.
      if (answer === '') return window.location.replace(isSignedIn ? INBOX_PATH : signInPath(''))
      // Keep the single-use code out of the history.
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
      <p role="alert" className={classNames(notice.problem, styles.refusal)}>
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
