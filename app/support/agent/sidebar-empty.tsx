'use client'

import Link from 'next/link'
import type { InboxFilter } from '@/client/desk/inbox'
import controls from '@/components/agent/controls.module.css'
import { useDesk } from './desk-context'
import { FirstRun } from './first-run'
import styles from './sidebar-empty.module.css'

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
          <p>No conversations yet</p>
          <FirstRun />
        </div>
      </div>
    )
  }
  if (isOrdinary) return <p className={styles.empty}>Nothing open. New conversations appear here.</p>
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
        Clear filters
      </Link>
    </div>
  )
}

function wordsFor({ unreadOnly, siteId, needsAnswer }: InboxFilter): string {
  if (siteId !== undefined) return 'Nothing of this site here.'
  if (unreadOnly) return 'Nothing unread here.'
  return needsAnswer ? 'Nobody is waiting for an answer.' : 'No closed conversations.'
}
