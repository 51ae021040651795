'use client'

import { useState } from 'react'
import { announceAgent } from '@/client/api/signed-in-agent'
import { type AccountProblem, signOut } from '@/client/desk/account/account'
import { signInPath } from '@/client/desk/account/next-path'
import { forgetUnsent, unsentConversations } from '@/client/outbox/unsent'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import styles from './sign-out.module.css'

const { t } = inboxWords

/** Signs out. Unsent text is deleted, after a warning, because others may use this browser. */
export function SignOut({ agentId }: { agentId: string }) {
  const [unsent, setUnsent] = useState(0)
  const [problem, setProblem] = useState<AccountProblem['code'] | null>(null)

  async function leave() {
    const answer = await signOut(agentId)
    if (answer !== null && answer.code !== 'not_authenticated') return setProblem(answer.code)
    await forgetUnsent(agentId)
    await announceAgent(null)
    window.location.assign(signInPath(''))
  }

  async function askOrLeave() {
    const { length } = await unsentConversations(agentId)
    setUnsent(length)
    if (length === 0) await leave()
  }

  return (
    <div className={styles.signOut}>
      {unsent === 0 ? (
        <button type="button" className={controls.secondary} onClick={askOrLeave}>
          {t('signOut')}
        </button>
      ) : (
        <div role="alert">
          <p>{t('unsentText', { count: unsent })}</p>
          <div className={styles.ways}>
            <button type="button" className={controls.secondary} onClick={() => setUnsent(0)}>
              {t('staySignedIn')}
            </button>
            <button type="button" className={controls.button} onClick={leave}>
              {t('signOutAndDelete')}
            </button>
          </div>
        </div>
      )}
      <p role="alert" className={styles.problem}>
        {problem !== null && whyStillSignedIn(problem)}
      </p>
    </div>
  )
}

function whyStillSignedIn(code: AccountProblem['code']): string {
  return code === 'signed_in_as_another' ? t('anotherToSignOut') : t('stillSignedIn')
}
