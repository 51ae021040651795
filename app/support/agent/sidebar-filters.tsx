'use client'

import Link from 'next/link'
import type { MouseEvent } from 'react'
import { deskHref } from '@/client/desk-place'
import type { InboxFilter } from '@/client/inbox'
import { useDesk } from './desk-context'
import styles from './sidebar-filters.module.css'

const statuses = [
  { status: 'OPEN', label: 'Open' },
  { status: 'CLOSED', label: 'Closed' },
  { status: null, label: 'All' },
] as const

/** Which conversations the list shows. The address keeps it. */
export function SidebarFilters() {
  const { place, go, view } = useDesk()
  const { filter } = place

  function linkTo(change: Partial<InboxFilter>) {
    const target = { filter: { ...filter, ...change } }
    return {
      href: deskHref({ ...place, ...target }),
      prefetch: false,
      onClick(event: MouseEvent) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(target)
      },
    }
  }

  return (
    <nav className={styles.filters} aria-label="Filter">
      <ul>
        {statuses.map(({ status, label }) => (
          <li key={label}>
            <Link {...linkTo({ status })} aria-current={filter.status === status ? 'true' : undefined}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <Link
        {...linkTo({ unreadOnly: !filter.unreadOnly })}
        className={styles.unread}
        aria-current={filter.unreadOnly ? 'true' : undefined}
      >
        <span>Unread</span>
        {view.unreadTotal > 0 && <span className={styles.total}>{` ${view.unreadTotal}`}</span>}
      </Link>
    </nav>
  )
}
