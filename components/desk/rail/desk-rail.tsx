'use client'

import { Inbox, Keyboard, Settings } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { SETTINGS_PATH } from '@/client/desk/account/next-path'
import { deskHref } from '@/client/desk/desk-place'
import { inboxWords } from '@/client/words/inbox/words'
import { LateDialog } from '@/components/desk/late-dialog'
import { Avatar } from '@/components/ui/avatar'
import { BrandMark } from '@/components/ui/brand-mark'
import { useDesk } from '../desk-context'
import { AlertsButton } from './alerts-button'
import { AvailabilitySwitch } from './availability-switch'
import styles from './desk-rail.module.css'

const { t } = inboxWords

const loadAccount = () => import('./account-dialog').then(({ AccountDialog }) => AccountDialog)

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
        data-tip="beside"
        prefetch={false}
      >
        <Inbox size={20} aria-hidden="true" />
      </Link>
      <button
        type="button"
        className={styles.help}
        aria-label={t('keyboardShortcuts')}
        aria-keyshortcuts="?"
        data-tip="beside"
        onClick={onHelp}
      >
        <Keyboard size={20} aria-hidden="true" />
      </button>
      <Link href={SETTINGS_PATH} aria-label={t('settings')} data-tip="beside" prefetch={false}>
        <Settings size={20} aria-hidden="true" />
      </Link>
      <AlertsButton />
      <AvailabilitySwitch agentId={self.id} />
      <button
        type="button"
        className={styles.account}
        aria-label={t('accountOf', { name: self.name })}
        data-tip="beside"
        onClick={() => setIsAccountOpen(true)}
      >
        <Avatar id={self.id} name={self.name} picture={self.picture} />
      </button>
      <LateDialog
        load={loadAccount}
        self={self}
        isOpen={isAccountOpen}
        onClose={() => setIsAccountOpen(false)}
      />
    </nav>
  )
}
