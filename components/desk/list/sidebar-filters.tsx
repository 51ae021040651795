'use client'

import Link from 'next/link'
import type { MouseEvent } from 'react'
import { deskHref } from '@/client/desk/desk-place'
import { filters } from '@/client/desk/filters'
import type { InboxFilter } from '@/client/desk/inbox/inbox'
import { inboxWords } from '@/client/words/inbox/words'
import { useDesk, useInboxView, usePlace } from '@/hooks/desk/use-desk'
import styles from './sidebar-filters.module.css'

const { t } = inboxWords

const statuses = [
  { status: 'OPEN', choose: filters.open, label: () => t('open') },
  { status: 'CLOSED', choose: filters.closed, label: () => t('closed') },
  { status: null, choose: filters.all, label: () => t('all') },
] as const

const orders = [
  { order: 'waiting', label: () => t('waitingLongest') },
  { order: 'newest', label: () => t('newestFirst') },
] as const

/** The list's filters and order, which are kept in the address. */
export function SidebarFilters() {
  const { way, sites } = useDesk()
  const place = usePlace()
  const { filter } = place
  const { status: shown, unreadOnly, needsAnswer, siteId } = filter
  const unreadTotal = useInboxView((view) => (siteId ? (view.totals[siteId]?.unread ?? 0) : view.unreadTotal))
  const needsAnswerTotal = useInboxView((view) =>
    siteId ? (view.totals[siteId]?.needsAnswer ?? 0) : view.needsAnswerTotal,
  )

  function linkTo(target: InboxFilter) {
    return {
      href: deskHref({ ...place, filter: target }),
      prefetch: false,
      onClick(event: MouseEvent) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        way.go({ filter: target })
      },
    }
  }

  return (
    <nav className={styles.filters} aria-label={t('filter')}>
      {sites.length > 1 && (
        <select
          className={styles.site}
          aria-label={t('site')}
          value={siteId ?? ''}
          onChange={(event) => {
            const { siteId: _, ...rest } = filter
            way.go({ filter: event.target.value === '' ? rest : { ...rest, siteId: event.target.value } })
          }}
        >
          <option value="">{t('allSites')}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <ul>
        {statuses.map(({ status, choose, label }) => (
          <li key={status}>
            <Link
              {...linkTo(choose(filter))}
              aria-current={shown === status && !needsAnswer ? 'true' : undefined}
            >
              {label()}
            </Link>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <Link {...linkTo(filters.needsAnswer(filter))} aria-current={needsAnswer ? 'true' : undefined}>
            <span>{t('needsAnswerFilter')}</span>
            {needsAnswerTotal > 0 && <span className={styles.total}>{` ${needsAnswerTotal}`}</span>}
          </Link>
        </li>
        <li>
          <Link {...linkTo(filters.unread(filter))} aria-current={unreadOnly ? 'true' : undefined}>
            <span>{t('unread')}</span>
            {unreadTotal > 0 && <span className={styles.total}>{` ${unreadTotal}`}</span>}
          </Link>
        </li>
      </ul>
      {needsAnswer && (
        <ul className={styles.orders} aria-label={t('order')}>
          {orders.map(({ order, label }) => (
            <li key={order}>
              <Link
                {...linkTo({ ...filter, needsAnswer: order })}
                aria-current={needsAnswer === order ? 'true' : undefined}
              >
                {label()}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
