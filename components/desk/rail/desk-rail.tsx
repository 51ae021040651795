'use client'

import { Settings } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ACCOUNT_PATH, SETTINGS_PATH } from '@/client/desk/account/next-path'
import { deskHref } from '@/client/desk/desk-place'
import { inboxWords } from '@/client/words/inbox/words'
import { Modal } from '@/components/controls/modal'
import { ThemeSwitch } from '@/components/controls/theme-switch'
import { ChimeSwitch } from '@/components/desk/chime-switch'
import { InboxIcon, KeyboardIcon } from '@/components/desk/icons'
import { Avatar } from '@/components/ui/avatar'
import { BrandMark } from '@/components/ui/brand-mark'
import { useDesk } from '../desk-context'
import { AlertsButton } from './alerts-button'
import { AvailabilitySwitch } from './availability-switch'
import styles from './desk-rail.module.css'
import { SignOut } from './sign-out'

const { t } = inboxWords

/** What concerns neither the list nor a conversation: beside them, or on a phone below the list. */
export function DeskRail({ onHelp }: { onHelp: () => void }) {
  const { self, place } = useDesk()
  const [isAccountOpen, setIsAccountOpen] = useState(false)

  return (
    <nav className={styles.rail} aria-label={t('main')}>
      <span className={styles.brand}>
        <BrandMark />
      </span>
      <Link
        href={deskHref({ ...place, conversationId: null, isDetailsOpen: false })}
        className={styles.place}
        aria-current="page"
        aria-label={t('inbox')}
        prefetch={false}
      >
        <InboxIcon />
      </Link>
      <button type="button" className={styles.help} aria-label={t('keyboardShortcuts')} onClick={onHelp}>
        <KeyboardIcon />
      </button>
      <Link href={SETTINGS_PATH} aria-label={t('settings')} prefetch={false}>
        <Settings size={20} aria-hidden="true" />
      </Link>
      <AlertsButton />
      <AvailabilitySwitch agentId={self.id} />
      <button
        type="button"
        className={styles.account}
        aria-label={t('accountOf', { name: self.name })}
        onClick={() => setIsAccountOpen(true)}
      >
        <Avatar id={self.id} name={self.name} picture={self.picture} />
      </button>
      <Modal title={self.name} isOpen={isAccountOpen} onClose={() => setIsAccountOpen(false)}>
        <ThemeSwitch />
        <ChimeSwitch />
        <Link href={ACCOUNT_PATH} className={styles.accountLink} prefetch={false}>
          {t('accountLink')}
        </Link>
        <SignOut agentId={self.id} />
      </Modal>
    </nav>
  )
}
