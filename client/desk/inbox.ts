import type { Conversation, ConversationPage, ConversationStatus } from '@/contract/conversation'

/** Which conversations the list shows. */
export type InboxFilter = {
  /** `null`: open and closed ones. */
  status: ConversationStatus | null
  unreadOnly: boolean
  /** Only those that need an answer, in this order. Without it they stand by their newest activity. */
  needsAnswer?: ListOrder
}

/** `waiting`: longest wait first. */
export type ListOrder = 'newest' | 'waiting'

/** What was asked of the server for a conversation, as it will be then. */
export type Intent = Partial<Pick<Conversation, 'status' | 'waitingSince'>>

/** One row of the list. */
export type InboxRow = {
  conversation: Conversation
  /** False once it no longer matches the filter; it stays, dimmed, until it is left. */
  isMatching: boolean
}

type Entry = {
  conversation: Conversation
  /** The time that decides its place; `null` while it waits to appear, or for the pages before it. */
  placedAt: string | null
}

type Place = { id: string; at: string }

/**
 * The list of conversations as one agent sees it. While it is held, rows change in place: none moves, appears or
 * goes, and what would have moved waits for {@link applyOrder}.
 */
export type Inbox = {
  filter: InboxFilter
  entries: ReadonlyMap<string, Entry>
  selectedId: string | null
  isHeld: boolean
  /** Changes that were asked of the server and not answered yet. They hold as if they were true. */
  intents: ReadonlyMap<string, Intent>
  /** Deleted for good: an answer that was on its way may still bring them, and must not. */
  erased: ReadonlySet<string>
  nextCursor: string | null
  /** The last place that was loaded, where more follow it: what belongs below comes with its page. */
  bottom: Place | null
  /** Conversations with something unread, over all pages and filters. */
  unreadTotal: number
  /** Conversations that need an answer, over all pages and filters. */
  needsAnswerTotal: number
}

/** A list that knows nothing yet. */
export function emptyInbox(filter: InboxFilter, selectedId: string | null = null): Inbox {
  return {
    filter,
    entries: new Map(),
    selectedId,
    isHeld: false,
    intents: new Map(),
    erased: new Set(),
    nextCursor: null,
    bottom: null,
    unreadTotal: 0,
    needsAnswerTotal: 0,
  }
}

/** The rows in the order in which they stand. */
export function inboxRows(inbox: Inbox): InboxRow[] {
  return [...inbox.entries.values()]
    .filter((entry) => entry.placedAt !== null)
    .sort((a, b) => compare(inbox.filter, placeOf(a, inbox.filter), placeOf(b, inbox.filter)))
    .map((entry) => asIntended(entry.conversation, inbox))
    .map((conversation) => ({ conversation, isMatching: matches(conversation, inbox.filter) }))
}

/** What is known of one conversation, whether it has a row or not. */
export function findConversation(inbox: Inbox, id: string): Conversation | null {
  const known = inbox.entries.get(id)
  return known ? asIntended(known.conversation, inbox) : null
}

/** How many rows wait to move up or to appear. Those that would only be pushed down are not counted. */
export function waitingUpdates(inbox: Inbox): number {
  const shown = idsOf(inbox)
  const order = idsOf(applyOrder(inbox))
  const staying = shown.filter((id) => order.includes(id))
  const settled = order.filter((id) => shown.includes(id))
  const moving = settled.filter((id, index) => staying.indexOf(id) > index)
  return moving.length + order.length - settled.length
}

/**
 * Takes in the list's first page, fetched anew. When so much has changed that it may not reach down to what is known,
 * the list starts over from this page: between the two there could be conversations that nobody has seen.
 */
export function mergeFirstPage(inbox: Inbox, page: ConversationPage): Inbox {
  const { unreadTotal, needsAnswerTotal = 0 } = page
  const known = { ...inbox, unreadTotal, needsAnswerTotal }
  if (!reachesKnown(inbox, page)) {
    const entries = selectedEntry(inbox)
    const fresh = { ...known, nextCursor: page.nextCursor, bottom: bottomOf(page, inbox.filter), entries }
    return applyOrder(mergeConversations(fresh, page.data))
  }
  if (!page.hasMore) return mergeConversations({ ...known, nextCursor: null, bottom: null }, page.data)
  // New ones come at the top, so a list that was complete still is. Those that begin to wait come at the end.
  const isGrown = inbox.nextCursor === null && inbox.filter.needsAnswer === 'waiting'
  const end = isGrown ? { nextCursor: page.nextCursor, bottom: bottomOf(page, inbox.filter) } : {}
  return mergeConversations({ ...known, ...end }, page.data)
}

/** Takes in the page after the last one. Its rows stand below all others, so they appear even while held. */
export function mergeNextPage(inbox: Inbox, page: ConversationPage): Inbox {
  const entries = new Map(inbox.entries)
  for (const conversation of withoutErased(page.data, inbox)) {
    const known = entries.get(conversation.id)
    const newer = newest(known?.conversation, conversation)
    const placedAt = known ? known.placedAt : keyOf(newer, inbox.filter)
    entries.set(conversation.id, { conversation: newer, placedAt })
  }
  const { nextCursor, unreadTotal, needsAnswerTotal = 0 } = page
  const bottom = bottomOf(page, inbox.filter)
  return settle({ ...inbox, entries, nextCursor, bottom, unreadTotal, needsAnswerTotal })
}

/** Takes in conversations as they are now, whichever page they stand on. An older state than the known one is ignored. */
export function mergeConversations(inbox: Inbox, conversations: readonly Conversation[]): Inbox {
  const entries = new Map(inbox.entries)
  for (const conversation of withoutErased(conversations, inbox)) {
    const known = entries.get(conversation.id)
    entries.set(conversation.id, {
      conversation: newest(known?.conversation, conversation),
      placedAt: known?.placedAt ?? null,
    })
  }
  return settle({ ...inbox, entries })
}

/** Shows a change before the server has answered; `null` goes back to what the server said last. */
export function intend(inbox: Inbox, id: string, intent: Intent | null): Inbox {
  const intents = new Map(inbox.intents)
  if (intent === null) intents.delete(id)
  else intents.set(id, { ...intents.get(id), ...intent })
  return settle({ ...inbox, intents })
}

/** Forgets a conversation that no longer exists. */
export function removeConversation(inbox: Inbox, id: string): Inbox {
  const entries = new Map(inbox.entries)
  entries.delete(id)
  return { ...inbox, entries }
}

/** Forgets conversations that were deleted, for good. */
export function eraseConversations(inbox: Inbox, ids: readonly string[]): Inbox {
  const erased = new Set([...inbox.erased, ...ids])
  return { ...ids.reduce(removeConversation, inbox), erased }
}

/** The agent opened a conversation, or none. The one it leaves goes if it no longer matches. */
export function selectConversation(inbox: Inbox, selectedId: string | null): Inbox {
  return settle({ ...inbox, selectedId })
}

/** Holds the order while the pointer or the focus is in the list, or it is scrolled; released, it applies it. */
export function holdOrder(inbox: Inbox, isHeld: boolean): Inbox {
  return settle({ ...inbox, isHeld })
}

/** Moves every row to its place, though the list is held. */
export function applyOrder(inbox: Inbox): Inbox {
  return { ...settle({ ...inbox, isHeld: false }), isHeld: inbox.isHeld }
}

/**
 * Which conversations must be asked for one by one after the first page came: those that were poked and are not on it,
 * and those that should stand on it but do not, because they no longer match the filter.
 */
export function missingFrom(page: ConversationPage, inbox: Inbox, poked: ReadonlySet<string>): string[] {
  const onPage = new Set(page.data.map(({ id }) => id))
  const last = page.hasMore ? page.data.at(-1) : undefined
  const gone = [...inbox.entries.values()]
    .map(({ conversation }) => conversation)
    .filter((item) => matches(item, inbox.filter))
    .filter((item) => last === undefined || isBefore(item, last, inbox.filter))
  return [...new Set([...poked, ...gone.map(({ id }) => id)])].filter((id) => !onPage.has(id))
}

/** True when the list with this filter shows such a conversation. */
export function matches(conversation: Conversation, filter: InboxFilter): boolean {
  const { status, unreadCount } = conversation
  if (filter.status !== null && filter.status !== status) return false
  if (filter.unreadOnly && unreadCount === 0) return false
  return filter.needsAnswer === undefined || needsAnswer(conversation)
}

/** True while the visitor waits: for a reply, or for somebody who says that none is needed. */
export function needsAnswer({ status, waitingSince }: Conversation): boolean {
  return status === 'OPEN' && Boolean(waitingSince)
}

function settle(inbox: Inbox): Inbox {
  if (inbox.isHeld) return inbox
  const entries = new Map<string, Entry>()
  for (const [id, { conversation, placedAt }] of inbox.entries) {
    const isMatching = matches(asIntended(conversation, inbox), inbox.filter)
    if (!isMatching && id !== inbox.selectedId) continue
    entries.set(id, { conversation, placedAt: settledPlace(inbox, conversation, { isMatching, placedAt }) })
  }
  return { ...inbox, entries }
}

/** Where a conversation belongs now. The open one keeps its row when it no longer matches, or lies too far below. */
function settledPlace(
  { filter, bottom, selectedId }: Inbox,
  conversation: Conversation,
  { isMatching, placedAt }: { isMatching: boolean; placedAt: string | null },
): string | null {
  const at = keyOf(conversation, filter) ?? placedAt
  if (at === null || (!isMatching && placedAt === null)) return null
  const { id } = conversation
  const isLoaded = bottom === null || compare(filter, { id, at }, bottom) <= 0
  return isLoaded || (id === selectedId && placedAt !== null) ? at : null
}

function withoutErased(conversations: readonly Conversation[], { erased }: Inbox): Conversation[] {
  return conversations.filter(({ id }) => !erased.has(id))
}

function idsOf(inbox: Inbox): string[] {
  return inboxRows(inbox).map(({ conversation }) => conversation.id)
}

function asIntended(conversation: Conversation, { intents }: Inbox): Conversation {
  const intent = intents.get(conversation.id)
  return intent === undefined ? conversation : { ...conversation, ...intent }
}

function reachesKnown(inbox: Inbox, page: ConversationPage): boolean {
  if (inbox.entries.size === 0) return false
  return !page.hasMore || page.data.some((item) => isUnchanged(inbox, item))
}

function isUnchanged({ entries, filter }: Inbox, item: Conversation): boolean {
  const known = entries.get(item.id)
  return known !== undefined && keyOf(known.conversation, filter) === keyOf(item, filter)
}

function bottomOf({ data, hasMore }: ConversationPage, filter: InboxFilter): Place | null {
  const last = data.at(-1)
  const at = last && keyOf(last, filter)
  return hasMore && at ? { id: last.id, at } : null
}

function selectedEntry({ entries, selectedId }: Inbox): ReadonlyMap<string, Entry> {
  return new Map([...entries].filter(([id]) => id === selectedId))
}

/** Of two states the later one. Every number in them only grows, so one that is behind in any of them is older. */
function newest(known: Conversation | undefined, incoming: Conversation): Conversation {
  if (!known) return incoming
  const isOlder =
    incoming.revision < known.revision ||
    incoming.lastSequence < known.lastSequence ||
    incoming.agentReadSequence < known.agentReadSequence ||
    incoming.visitorReadSequence < known.visitorReadSequence
  // One that is equal stays the very same object, so that its row need not be drawn again.
  return isOlder || JSON.stringify(known) === JSON.stringify(incoming) ? known : incoming
}

/** The time that the list is sorted by; `null` for what has no place in it. */
function keyOf({ lastActivityAt, waitingSince }: Conversation, filter: InboxFilter): string | null {
  return filter.needsAnswer === 'waiting' ? waitingSince : lastActivityAt
}

function placeOf({ conversation, placedAt }: Entry, filter: InboxFilter): Place {
  return { id: conversation.id, at: placedAt ?? keyOf(conversation, filter) ?? '' }
}

function isBefore(a: Conversation, b: Conversation, filter: InboxFilter): boolean {
  return (
    compare(filter, { id: a.id, at: keyOf(a, filter) ?? '' }, { id: b.id, at: keyOf(b, filter) ?? '' }) < 0
  )
}

/** The order of the server's list: newest activity or longest wait first, then by id in the same direction. */
function compare({ needsAnswer }: InboxFilter, a: Place, b: Place): number {
  const [first, second] = needsAnswer === 'waiting' ? [a, b] : [b, a]
  if (first.at !== second.at) return first.at < second.at ? -1 : 1
  if (first.id === second.id) return 0
  return first.id < second.id ? -1 : 1
}
