'use client'

import Link from 'next/link'
import type { MouseEvent } from 'react'
import { deskHref } from '@/client/desk/desk-place'
import type { InboxFilter } from '@/client/desk/inbox/inbox'
import { inboxWords } from '@/client/words/inbox/words'
import { useDesk } from '../desk-context'
import styles from './sidebar-filters.module.css'

const { t } = inboxWords

const statuses = [
  { status: 'OPEN', label: 'open' },
  { status: 'CLOSED', label: 'closed' },
  { status: null, label: 'all' },
] as const

const orders = [
  { order: 'waiting', label: 'waitingLongest' },
  { order: 'newest', label: 'newestFirst' },
] as const

/** Which conversations the list shows, and in which order. The address keeps it. */
export function SidebarFilters() {
  const { place, go, view, sites } = useDesk()
  const { filter } = place
  const { status: shown, unreadOnly, needsAnswer, siteId } = filter
  const ofSite = siteId && { siteId }
  const unreadTotal = siteId ? (view.totals[siteId]?.unread ?? 0) : view.unreadTotal
  const needsAnswerTotal = siteId ? (view.totals[siteId]?.needsAnswer ?? 0) : view.needsAnswerTotal

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
    <nav className={styles.filters} aria-label={t('filter')}>
      {sites.length > 1 && (
        <select
          className={styles.site}
          aria-label={t('site')}
          value={siteId ?? ''}
          onChange={(event) => {
            const { siteId: _, ...rest } = filter
            go({ filter: event.target.value === '' ? rest : { ...rest, siteId: event.target.value } })
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
        {statuses.map(({ status, label }) => (
          <li key={label}>
            <Link
              {...linkTo({ status, unreadOnly, ...ofSite })}
              aria-current={shown === status && !needsAnswer ? 'true' : undefined}
            >
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <Link
            {...linkTo({
              status: 'OPEN',
              unreadOnly,
              ...ofSite,
              ...(!needsAnswer && { needsAnswer: 'waiting' }),
            })}
            aria-current={needsAnswer ? 'true' : undefined}
          >
            <span>{t('needsAnswerFilter')}</span>
            {needsAnswerTotal > 0 && <span className={styles.total}>{` ${needsAnswerTotal}`}</span>}
          </Link>
        </li>
        <li>
          <Link
            {...linkTo({ ...filter, unreadOnly: !unreadOnly })}
            aria-current={unreadOnly ? 'true' : undefined}
          >
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
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
