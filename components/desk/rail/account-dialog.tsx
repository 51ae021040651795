'use client'

import Link from 'next/link'
import { ACCOUNT_PATH } from '@/client/desk/account/next-path'
import type { Self } from '@/client/desk/desk'
import { inboxWords } from '@/client/words/inbox/words'
import { Dialog } from '@/components/controls/dialog'
import { ThemeSwitch } from '@/components/controls/theme-switch'
import { ChimeSwitch } from '@/components/desk/chime-switch'
import styles from './account-dialog.module.css'
import { SignOut } from './sign-out'

type AccountDialogProps = { self: Self; isOpen: boolean; onClose: () => void }

/** The agent's menu: settings of this browser, a link to their account, and sign-out. */
export function AccountDialog({ self, isOpen, onClose }: AccountDialogProps) {
  return (
    <Dialog title={self.name} isOpen={isOpen} onClose={onClose}>
      <ThemeSwitch />
      <ChimeSwitch />
      <Link href={ACCOUNT_PATH} className={styles.link} prefetch={false}>
        {inboxWords.t('accountLink')}
      </Link>
      <SignOut agentId={self.id} />
    </Dialog>
  )
}
