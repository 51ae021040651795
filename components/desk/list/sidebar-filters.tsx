'use client'

import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'
import type { ActionId } from '@/client/desk/actions/registry'
import { deskHref } from '@/client/desk/desk-place'
import type { ListOrder } from '@/client/desk/inbox/inbox-filter'
import { inboxWords } from '@/client/words/inbox/words'
import { useAction } from '@/hooks/desk/use-action'
import { useDesk, useInboxView, usePlace } from '@/hooks/desk/use-desk'
import styles from './sidebar-filters.module.css'

const { t } = inboxWords

const statuses = [
  { status: 'OPEN', action: 'show-open', label: () => t('open') },
  { status: 'CLOSED', action: 'show-closed', label: () => t('closed') },
  { status: null, action: 'show-all', label: () => t('all') },
] as const

const orders = [
  { order: 'waiting', label: () => t('waitingLongest') },
  { order: 'newest', label: () => t('newestFirst') },
] as const

/** The list's filters and order, which are kept in the address. */
export function SidebarFilters() {
  const { way, sites } = useDesk()
  const { filter } = usePlace()
  const { status: shown, unreadOnly, needsAnswer, siteId } = filter
  const unreadTotal = useInboxView((view) => (siteId ? (view.totals[siteId]?.unread ?? 0) : view.unreadTotal))
  const needsAnswerTotal = useInboxView((view) =>
    siteId ? (view.totals[siteId]?.needsAnswer ?? 0) : view.needsAnswerTotal,
  )

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
        {statuses.map(({ status, action, label }) => (
          <li key={status}>
            <FilterLink action={action} isCurrent={shown === status && !needsAnswer}>
              {label()}
            </FilterLink>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <FilterLink
            action={needsAnswer ? 'show-open' : 'show-needs-answer'}
            isCurrent={needsAnswer !== undefined}
          >
            <span>{t('needsAnswerFilter')}</span>
            {needsAnswerTotal > 0 && <span className={styles.total}>{` ${needsAnswerTotal}`}</span>}
          </FilterLink>
        </li>
        <li>
          <FilterLink action="toggle-unread" isCurrent={unreadOnly}>
            <span>{t('unread')}</span>
            {unreadTotal > 0 && <span className={styles.total}>{` ${unreadTotal}`}</span>}
          </FilterLink>
        </li>
      </ul>
      {needsAnswer && (
        <ul className={styles.orders} aria-label={t('order')}>
          {orders.map(({ order, label }) => (
            <li key={order}>
              <OrderLink order={order} isCurrent={needsAnswer === order}>
                {label()}
              </OrderLink>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}

type FilterLinkProps = { action: ActionId; isCurrent: boolean; children: ReactNode }

/** A link that does what the action does, and leads there in a new tab. */
function FilterLink({ action, isCurrent, children }: FilterLinkProps) {
  const { href, props } = useAction(action)
  return (
    <Link
      {...props}
      href={href}
      prefetch={false}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={(event) => unlessModified(event, props.onClick)}
    >
      {children}
    </Link>
  )
}

type OrderLinkProps = { order: ListOrder; isCurrent: boolean; children: ReactNode }

function OrderLink({ order, isCurrent, children }: OrderLinkProps) {
  const { way } = useDesk()
  const place = usePlace()
  const filter = { ...place.filter, needsAnswer: order }
  return (
    <Link
      href={deskHref({ ...place, isDetailsOpen: false, filter })}
      prefetch={false}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={(event) => unlessModified(event, () => way.go({ filter }))}
    >
      {children}
    </Link>
  )
}

/** Leaves clicks with a modifier to the browser, which opens a tab or a window. */
function unlessModified(event: MouseEvent, run: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  run()
}
