import { INBOX_PATH } from './account/next-path'
import type { InboxFilter } from './inbox/inbox-filter'

/** A place in the inbox. Fully encoded in the URL, so that reloads and colleagues get to the same place. */
export type DeskPlace = {
  conversationId: string | null
  filter: InboxFilter
  /** On screens without room for the visitor's details beside the conversation. */
  isDetailsOpen: boolean
}

/** Open conversations that need an answer. */
const NEEDS_ANSWER = 'needs-answer'
const SITE_ID = /^[a-z0-9]{8}$/
const STATUSES = { open: 'OPEN', closed: 'CLOSED', all: null } as const

/** Parses a URL, ignoring what it does not understand. */
export function readDeskPlace(pathname: string, query: URLSearchParams): DeskPlace {
  const status = query.get('status') ?? 'open'
  const siteId = query.get('site') ?? ''
  const conversationId = pathname.startsWith(`${INBOX_PATH}/`) ? pathname.slice(INBOX_PATH.length + 1) : ''
  return {
    conversationId: conversationId || null,
    filter: {
      status: isStatus(status) ? STATUSES[status] : 'OPEN',
      unreadOnly: query.get('unread') === '1',
      ...(SITE_ID.test(siteId) && { siteId }),
      ...(status === NEEDS_ANSWER && { needsAnswer: query.get('sort') === 'newest' ? 'newest' : 'waiting' }),
    },
    isDetailsOpen: conversationId !== '' && query.get('details') === '1',
  }
}

/** The shortest URL of a place. */
export function deskHref({ conversationId, filter, isDetailsOpen }: DeskPlace): string {
  const query = new URLSearchParams()
  if (filter.needsAnswer) query.set('status', NEEDS_ANSWER)
  else if (filter.status !== 'OPEN') query.set('status', filter.status === 'CLOSED' ? 'closed' : 'all')
  if (filter.unreadOnly) query.set('unread', '1')
  if (filter.siteId !== undefined) query.set('site', filter.siteId)
  if (filter.needsAnswer === 'newest') query.set('sort', 'newest')
  if (isDetailsOpen && conversationId !== null) query.set('details', '1')

  const path = conversationId === null ? INBOX_PATH : `${INBOX_PATH}/${conversationId}`
  return query.size === 0 ? path : `${path}?${query}`
}

function isStatus(status: string): status is keyof typeof STATUSES {
  return Object.hasOwn(STATUSES, status)
}
