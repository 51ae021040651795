'use client'

import Link from 'next/link'
import { useState } from 'react'
import { announceAgent } from '@/client/api/signed-in-agent'
import { signOut } from '@/client/desk/account/account'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import { forgetUnsent } from '@/client/outbox/unsent'
import { isolated, teamWords } from '@/client/words/settings/words'
import controls from '@/components/controls/controls.module.css'
import notice from '@/components/controls/notice.module.css'
import styles from './join.module.css'

const { t } = teamWords

/** Shown to a signed-in agent who opens an invitation: go to the inbox, or sign out to accept it. */
export function SignedInAlready({ agentId, name }: { agentId: string; name: string }) {
  const [hasFailed, setHasFailed] = useState(false)

  async function leave() {
    const problem = await signOut(agentId)
    if (problem !== null && problem.code !== 'not_authenticated') return setHasFailed(true)
    await forgetUnsent(agentId)
    await announceAgent(null)
    // The URL still contains the invitation.
    window.location.reload()
  }

  return (
    <div className={styles.ways}>
      <p>{t('signedInAs', { name: isolated(name) })}</p>
      <p role="alert" className={notice.problem}>
        {hasFailed && t('signOutFailed')}
      </p>
      <Link href={INBOX_PATH} className={controls.button} prefetch={false}>
        {t('toInbox')}
      </Link>
      <button type="button" className={controls.secondary} onClick={leave}>
        {t('signOut')}
      </button>
    </div>
  )
}
