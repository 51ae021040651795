import type { InboxFilter } from './inbox/inbox'

/** The ways to choose what the list shows. Each keeps what the others have chosen, where the two go together. */
export const filters = {
  open: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({ status: 'OPEN', unreadOnly, ...of(siteId) }),
  closed: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({
    status: 'CLOSED',
    unreadOnly,
    ...of(siteId),
  }),
  all: ({ unreadOnly, siteId }: InboxFilter): InboxFilter => ({ status: null, unreadOnly, ...of(siteId) }),
  /** On, those who wait longest first; off, the open ones. */
  needsAnswer: ({ unreadOnly, siteId, needsAnswer }: InboxFilter): InboxFilter => ({
    status: 'OPEN',
    unreadOnly,
    ...of(siteId),
    ...(!needsAnswer && { needsAnswer: 'waiting' }),
  }),
  unread: (filter: InboxFilter): InboxFilter => ({ ...filter, unreadOnly: !filter.unreadOnly }),
}

/** What the inbox opens with: open conversations, all of them. */
export function isOrdinary({ status, unreadOnly, needsAnswer, siteId }: InboxFilter): boolean {
  return status === 'OPEN' && !unreadOnly && needsAnswer === undefined && siteId === undefined
}

function of(siteId: string | undefined): Pick<InboxFilter, 'siteId'> {
  return siteId === undefined ? {} : { siteId }
}
