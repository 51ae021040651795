import { actionWords } from '@/client/words/actions/words'
import { deskHref } from '../desk-place'
import { filters, isOrdinary } from '../filters'
import type { InboxFilter } from '../inbox/inbox-filter'
import type { Action } from './action'

const { t } = actionWords

/** Actions on what the list shows. */
export const list = [
  {
    id: 'show-open',
    group: 'list',
    name: () => t('showOpen'),
    isPossible: ({ place: { filter } }) => filter.status !== 'OPEN' || filter.needsAnswer !== undefined,
    ...leadTo(filters.open),
  },
  {
    id: 'show-needs-answer',
    group: 'list',
    name: () => t('showNeedsAnswer'),
    isPossible: ({ place }) => place.filter.needsAnswer === undefined,
    ...leadTo(filters.needsAnswer),
  },
  {
    id: 'toggle-unread',
    group: 'list',
    name: () => t('toggleUnread'),
    label: ({ place }) => t(place.filter.unreadOnly ? 'showRead' : 'showUnread'),
    ...leadTo(filters.unread),
  },
  {
    id: 'show-closed',
    group: 'list',
    name: () => t('showClosed'),
    isPossible: ({ place }) => place.filter.status !== 'CLOSED',
    ...leadTo(filters.closed),
  },
  {
    id: 'show-all',
    group: 'list',
    name: () => t('showAll'),
    isPossible: ({ place }) => place.filter.status !== null,
    ...leadTo(filters.all),
  },
  {
    id: 'order-by-wait',
    group: 'list',
    name: () => t('orderByWait'),
    isPossible: ({ place }) => place.filter.needsAnswer === 'newest',
    ...leadTo(filters.longestWait),
  },
  {
    id: 'order-by-newest',
    group: 'list',
    name: () => t('orderByNewest'),
    isPossible: ({ place }) => place.filter.needsAnswer === 'waiting',
    ...leadTo(filters.newestFirst),
  },
  {
    id: 'clear-filters',
    group: 'list',
    name: () => t('clearFilters'),
    isPossible: ({ place }) => !isOrdinary(place.filter),
    ...leadTo(filters.none),
  },
] as const satisfies readonly Action[]

function leadTo(choose: (filter: InboxFilter) => InboxFilter): Pick<Required<Action>, 'href' | 'run'> {
  return {
    href: ({ place }) => deskHref({ ...place, isDetailsOpen: false, filter: choose(place.filter) }),
    run({ desk, place }) {
      desk.way.go({ filter: choose(place.filter) })
    },
  }
}
