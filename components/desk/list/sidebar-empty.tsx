'use client'

import Link from 'next/link'
import type { InboxFilter } from '@/client/desk/inbox/inbox'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { useDesk } from '../desk-context'
import { FirstRun } from './first-run'
import styles from './sidebar-empty.module.css'

const { t } = inboxWords

/** Says why the list is empty, and the one thing to do about it. */
export function SidebarEmpty() {
  const { hasConversations, place, go } = useDesk()
  const { status, unreadOnly, siteId, needsAnswer } = place.filter
  const isOrdinary = status === 'OPEN' && !unreadOnly && !needsAnswer && siteId === undefined

  if (!hasConversations) {
    return (
      <div className={styles.empty}>
        {/* On wide screens all of it stands in the middle of the page. */}
        <div className={styles.narrowOnly}>
          <p>{t('nothingYet')}</p>
          <FirstRun />
        </div>
      </div>
    )
  }
  if (isOrdinary) return <p className={styles.empty}>{t('nothingOpen')}</p>
  return (
    <div className={styles.empty}>
      <p>{wordsFor(place.filter)}</p>
      <Link
        href="/support/agent"
        prefetch={false}
        className={controls.secondary}
        onClick={(event) => {
          event.preventDefault()
          go({ filter: { status: 'OPEN', unreadOnly: false } })
        }}
      >
        {t('clearFilters')}
      </Link>
    </div>
  )
}

function wordsFor({ unreadOnly, siteId, needsAnswer }: InboxFilter): string {
  if (siteId !== undefined) return t('nothingOfSite')
  if (unreadOnly) return t('nothingUnread')
  return needsAnswer ? t('nothingWaits') : t('nothingClosed')
}
