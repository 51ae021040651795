import type { Conversation, ConversationStatus } from '@/contract/log/conversation'
import type { DeskConversation } from './desk-conversation'

/** Which conversations the list shows. */
export type InboxFilter = {
  /** `null` for open and closed ones. */
  status: ConversationStatus | null
  unreadOnly: boolean
  /** Only this site's. */
  siteId?: string
  /** Only those that need an answer, in this order. Otherwise the newest activity comes first. */
  needsAnswer?: ListOrder
}

/** `waiting`: longest wait first. */
type ListOrder = 'newest' | 'waiting'

/** What the list is sorted by: a time, then the id. */
export type SortKey = { id: string; at: string }

/** True if the conversation matches the filter. */
export function matches(
  conversation: Pick<DeskConversation, 'siteId' | 'status' | 'unreadCount' | 'waitingSince'>,
  filter: InboxFilter,
): boolean {
  const { status, unreadCount } = conversation
  if (filter.status !== null && filter.status !== status) return false
  if (filter.unreadOnly && unreadCount === 0) return false
  if (filter.siteId !== undefined && filter.siteId !== conversation.siteId) return false
  return filter.needsAnswer === undefined || needsAnswer(conversation)
}

/** True until the visitor gets a reply or an agent marks that none is needed. */
export function needsAnswer({
  status,
  waitingSince,
}: Pick<Conversation, 'status' | 'waitingSince'>): boolean {
  return status === 'OPEN' && Boolean(waitingSince)
}

/** The time that the list is sorted by; `null` if the conversation is not part of it. */
export function keyOf(
  { lastActivityAt, waitingSince }: Pick<Conversation, 'lastActivityAt' | 'waitingSince'>,
  filter: InboxFilter,
): string | null {
  return filter.needsAnswer === 'waiting' ? waitingSince : lastActivityAt
}

/** True if `a` comes before `b` in the list. */
export function isBefore(a: DeskConversation, b: DeskConversation, filter: InboxFilter): boolean {
  return (
    compare(filter, { id: a.id, at: keyOf(a, filter) ?? '' }, { id: b.id, at: keyOf(b, filter) ?? '' }) < 0
  )
}

/** The server's order: newest activity or longest wait first, then by id in the same direction. */
export function compare({ needsAnswer }: InboxFilter, a: SortKey, b: SortKey): number {
  const [first, second] = needsAnswer === 'waiting' ? [a, b] : [b, a]
  if (first.at !== second.at) return first.at < second.at ? -1 : 1
  if (first.id === second.id) return 0
  return first.id < second.id ? -1 : 1
}
