'use client'

import { Settings } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { deskHref } from '@/client/desk/desk-place'
import { ACCOUNT_PATH, SETTINGS_PATH } from '@/client/desk/next-path'
import { ChimeSwitch } from '@/components/agent/chime-switch'
import { InboxIcon, KeyboardIcon } from '@/components/agent/icons'
import { Modal } from '@/components/agent/modal'
import { ThemeSwitch } from '@/components/agent/theme-switch'
import { Avatar } from '@/components/avatar'
import { BrandMark } from '@/components/brand-mark'
import { AlertsButton } from './alerts-button'
import { AvailabilitySwitch } from './availability-switch'
import { useDesk } from './desk-context'
import styles from './desk-rail.module.css'
import { SignOut } from './sign-out'

/** What concerns neither the list nor a conversation: beside them, or on a phone below the list. */
export function DeskRail({ onHelp }: { onHelp: () => void }) {
  const { self, place } = useDesk()
  const [isAccountOpen, setIsAccountOpen] = useState(false)

  return (
    <nav className={styles.rail} aria-label="Main">
      <span className={styles.brand}>
        <BrandMark />
      </span>
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
      <Link href={SETTINGS_PATH} aria-label="Settings" prefetch={false}>
        <Settings size={20} aria-hidden="true" />
      </Link>
      <AlertsButton />
      <AvailabilitySwitch agentId={self.id} />
      <button
        type="button"
        className={styles.account}
        aria-label={`${self.name}: account, colours and sign-out`}
        onClick={() => setIsAccountOpen(true)}
      >
        <Avatar id={self.id} name={self.name} />
      </button>
      <Modal title={self.name} isOpen={isAccountOpen} onClose={() => setIsAccountOpen(false)}>
        <ThemeSwitch />
        <ChimeSwitch />
        <Link href={ACCOUNT_PATH} className={styles.accountLink} prefetch={false}>
          Account: name, password, sessions
        </Link>
        <SignOut agentId={self.id} />
      </Modal>
    </nav>
  )
}
