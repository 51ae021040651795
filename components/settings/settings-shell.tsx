'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { announceAgent } from '@/client/api/signed-in-agent'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { Tooltips } from '../controls/tooltip/tooltips'
import { settingsPages } from './settings-pages'
import styles from './settings-shell.module.css'

const { t } = accountWords

type SettingsShellProps = { selfId: string; isAdmin: boolean; children: ReactNode }

/** The frame of a settings page: a link back to the inbox, the navigation, and the page. */
export function SettingsShell({ selfId, isAdmin, children }: SettingsShellProps) {
  const pathname = usePathname()

  useEffect(() => {
    // Tells this browser's other tabs who is signed in.
    void announceAgent(selfId)
  }, [selfId])

  return (
    <div className={styles.shell}>
      <a href="#settings" className={styles.skip}>
        {t('skipToSettings')}
      </a>
      <header className={styles.side}>
        <Link href={INBOX_PATH} className={styles.back} prefetch={false}>
          <ArrowLeft size={18} aria-hidden="true" />
          <span>{t('backToTheInbox')}</span>
        </Link>
        <nav aria-label={t('settings')}>
          <ul>
            {settingsPages
              .filter(({ isForAdmins }) => isAdmin || !isForAdmins)
              .map(({ path, name, icon: Icon }) => (
                <li key={path}>
                  <Link
                    href={path}
                    aria-current={isWithin(pathname, path) ? 'page' : undefined}
                    prefetch={false}
                  >
                    <Icon size={18} aria-hidden="true" />
                    <span>{name}</span>
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
      </header>
      <main id="settings" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Tooltips />
    </div>
  )
}

function isWithin(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`)
}
