'use client'

import Link from 'next/link'
import type { MouseEvent } from 'react'
import { deskHref } from '@/client/desk/desk-place'
import type { InboxFilter } from '@/client/desk/inbox'
import { useDesk } from './desk-context'
import styles from './sidebar-filters.module.css'

const statuses = [
  { status: 'OPEN', label: 'Open' },
  { status: 'CLOSED', label: 'Closed' },
  { status: null, label: 'All' },
] as const

const orders = [
  { order: 'waiting', label: 'Waiting longest' },
  { order: 'newest', label: 'Newest first' },
] as const

/** Which conversations the list shows, and in which order. The address keeps it. */
export function SidebarFilters() {
  const { place, go, view } = useDesk()
  const { filter } = place
  const { status: shown, unreadOnly, needsAnswer } = filter

  function linkTo(target: InboxFilter) {
    return {
      href: deskHref({ ...place, filter: target }),
      prefetch: false,
      onClick(event: MouseEvent) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go({ filter: target })
      },
    }
  }

  return (
    <nav className={styles.filters} aria-label="Filter">
      <ul>
        {statuses.map(({ status, label }) => (
          <li key={label}>
            <Link
              {...linkTo({ status, unreadOnly })}
              aria-current={shown === status && !needsAnswer ? 'true' : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <Link
            {...linkTo({ status: 'OPEN', unreadOnly, ...(!needsAnswer && { needsAnswer: 'waiting' }) })}
            aria-current={needsAnswer ? 'true' : undefined}
          >
            <span>Needs answer</span>
            {view.needsAnswerTotal > 0 && <span className={styles.total}>{` ${view.needsAnswerTotal}`}</span>}
          </Link>
        </li>
        <li>
          <Link
            {...linkTo({ ...filter, unreadOnly: !unreadOnly })}
            aria-current={unreadOnly ? 'true' : undefined}
          >
            <span>Unread</span>
            {view.unreadTotal > 0 && <span className={styles.total}>{` ${view.unreadTotal}`}</span>}
          </Link>
        </li>
      </ul>
      {needsAnswer && (
        <ul className={styles.orders} aria-label="Order">
          {orders.map(({ order, label }) => (
            <li key={order}>
              <Link
                {...linkTo({ ...filter, needsAnswer: order })}
                aria-current={needsAnswer === order ? 'true' : undefined}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
