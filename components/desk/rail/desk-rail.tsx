'use client'

import { Inbox, Keyboard, Search, Settings } from 'lucide-react'
import Link from 'next/link'
import { SETTINGS_PATH } from '@/client/desk/account/next-path'
import { deskHref } from '@/client/desk/desk-place'
import { inboxWords } from '@/client/words/inbox/words'
import { LateDialog } from '@/components/desk/late-dialog'
import { Avatar } from '@/components/ui/avatar'
import { BrandMark } from '@/components/ui/brand-mark'
import { useAction } from '@/hooks/desk/use-action'
import { useDesk, useDialog, usePlace } from '@/hooks/desk/use-desk'
import { AlertsButton } from './alerts-button'
import { AvailabilitySwitch } from './availability-switch'
import styles from './desk-rail.module.css'

const { t } = inboxWords

const loadAccount = () => import('./account-dialog').then(({ AccountDialog }) => AccountDialog)

/** The desk's main navigation: next to the list, or below it on a phone. */
export function DeskRail() {
  const { self } = useDesk()
  const place = usePlace()
  const find = useAction('palette')
  const help = useAction('help')
  const account = useAction('account')
  const [isAccountOpen, closeAccount] = useDialog('account')

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
      <button type="button" aria-label={find.label} data-tip="beside" {...find.props}>
        <Search size={20} aria-hidden="true" />
      </button>
      <button type="button" className={styles.help} aria-label={help.label} data-tip="beside" {...help.props}>
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
        {...account.props}
      >
        <Avatar id={self.id} name={self.name} picture={self.picture} />
      </button>
      <LateDialog load={loadAccount} self={self} isOpen={isAccountOpen} onClose={closeAccount} />
    </nav>
  )
}
