'use client'

import Link from 'next/link'
import { useState } from 'react'
import { signOut } from '@/client/account'
import { deskHref } from '@/client/desk-place'
import { signInPath } from '@/client/next-path'
import controls from '@/components/agent/controls.module.css'
import { InboxIcon, KeyboardIcon } from '@/components/agent/icons'
import { Modal } from '@/components/agent/modal'
import { ThemeSwitch } from '@/components/agent/theme-switch'
import { Avatar } from '@/components/avatar'
import { useDesk } from './desk-context'
import styles from './desk-rail.module.css'

/** What concerns neither the list nor a conversation: beside them, or on a phone below the list. */
export function DeskRail({ onHelp }: { onHelp: () => void }) {
  const { self, place } = useDesk()
  const [isAccountOpen, setIsAccountOpen] = useState(false)

  return (
    <nav className={styles.rail} aria-label="Main">
      <Link
        href={deskHref({ ...place, conversationId: null, isDetailsOpen: false })}
        className={styles.place}
        aria-current="page"
        aria-label="Inbox"
        prefetch={false}
      >
        <InboxIcon />
      </Link>
      <button type="button" className={styles.help} aria-label="Keyboard shortcuts" onClick={onHelp}>
        <KeyboardIcon />
      </button>
      <button
        type="button"
        className={styles.account}
        aria-label={`${self.name}: colours and sign-out`}
        onClick={() => setIsAccountOpen(true)}
      >
        <Avatar id={self.id} name={self.name} />
      </button>
      <Modal title={self.name} isOpen={isAccountOpen} onClose={() => setIsAccountOpen(false)}>
        <ThemeSwitch />
        <SignOut />
      </Modal>
    </nav>
  )
}

function SignOut() {
  const [hasFailed, setHasFailed] = useState(false)

  async function leave() {
    const problem = await signOut()
    if (problem === null || problem.code === 'not_authenticated') window.location.assign(signInPath(''))
    else setHasFailed(true)
  }

  return (
    <div className={styles.signOut}>
      <button type="button" className={controls.secondary} onClick={leave}>
        Sign out
      </button>
      <p role="alert">{hasFailed && 'Porchlight could not be reached, so you are still signed in.'}</p>
    </div>
  )
}
