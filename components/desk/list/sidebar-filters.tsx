'use client'

import { inboxWords } from '@/client/words/inbox/words'
import { useDesk, useInboxView, usePlace } from '@/hooks/desk/use-desk'
import { ActionLink } from './action-link'
import styles from './sidebar-filters.module.css'

const { t } = inboxWords

const statuses = [
  { status: 'OPEN', action: 'show-open', label: () => t('open') },
  { status: 'CLOSED', action: 'show-closed', label: () => t('closed') },
  { status: null, action: 'show-all', label: () => t('all') },
] as const

const orders = [
  { order: 'waiting', action: 'order-by-wait', label: () => t('waitingLongest') },
  { order: 'newest', action: 'order-by-newest', label: () => t('newestFirst') },
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
            <ActionLink action={action} isCurrent={shown === status && !needsAnswer}>
              {label()}
            </ActionLink>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <ActionLink
            action={needsAnswer ? 'show-open' : 'show-needs-answer'}
            isCurrent={needsAnswer !== undefined}
          >
            <span>{t('needsAnswerFilter')}</span>
            {needsAnswerTotal > 0 && <span className={styles.total}>{` ${needsAnswerTotal}`}</span>}
          </ActionLink>
        </li>
        <li>
          <ActionLink action="toggle-unread" isCurrent={unreadOnly}>
            <span>{t('unread')}</span>
            {unreadTotal > 0 && <span className={styles.total}>{` ${unreadTotal}`}</span>}
          </ActionLink>
        </li>
      </ul>
      {needsAnswer && (
        <ul className={styles.orders} aria-label={t('order')}>
          {orders.map(({ order, action, label }) => (
            <li key={order}>
              <ActionLink action={action} isCurrent={needsAnswer === order}>
                {label()}
              </ActionLink>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
