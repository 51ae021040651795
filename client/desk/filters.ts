import type { InboxFilter } from './inbox/inbox-filter'

/** Changes of the list's filter. Each keeps the compatible parts of the current one. */
export const filters = {
  open: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({ status: 'OPEN', unreadOnly, ...of(siteId) }),
  closed: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({
    status: 'CLOSED',
    unreadOnly,
    ...of(siteId),
  }),
  all: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({ status: null, unreadOnly, ...of(siteId) }),
  /** The longest wait first. */
  needsAnswer: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({
    status: 'OPEN',
    unreadOnly,
    ...of(siteId),
    needsAnswer: 'waiting',
  }),
  longestWait: (filter: InboxFilter): InboxFilter => ({ ...filter, needsAnswer: 'waiting' }),
  newestFirst: (filter: InboxFilter): InboxFilter => ({ ...filter, needsAnswer: 'newest' }),
  unread: (filter: InboxFilter): InboxFilter => ({ ...filter, unreadOnly: !filter.unreadOnly }),
  none: (): InboxFilter => ({ status: 'OPEN', unreadOnly: false }),
}

/** Whether this is the default filter: all open conversations. */
export function isOrdinary({ status, unreadOnly, needsAnswer, siteId }: InboxFilter): boolean {
  return status === 'OPEN' && !unreadOnly && needsAnswer === undefined && siteId === undefined
}

function of(siteId: string | undefined): Pick<InboxFilter, 'siteId'> {
  return siteId === undefined ? {} : { siteId }
}
