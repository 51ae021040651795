import type { Conversation, ConversationPage, ConversationStatus } from '@/contract/conversation'

/** Which conversations the list shows. */
export type InboxFilter = {
  /** `null`: open and closed ones. */
  status: ConversationStatus | null
  unreadOnly: boolean
}

/** One row of the list. */
export type InboxRow = {
  conversation: Conversation
  /** False once it no longer matches the filter; it stays, dimmed, until it is left. */
  isMatching: boolean
}

type Entry = {
  conversation: Conversation
  /** The activity that decides its place; `null` while it waits to appear. */
  placedAt: string | null
}

/**
 * The list of conversations as one agent sees it. While it is held, rows change in place: none moves, appears or
 * goes, and what would have moved waits for {@link applyOrder}.
 */
export type Inbox = {
  filter: InboxFilter
  entries: ReadonlyMap<string, Entry>
  selectedId: string | null
  isHeld: boolean
  /** Statuses that were asked of the server and not answered yet. They hold as if they were true. */
  intents: ReadonlyMap<string, ConversationStatus>
  /** Deleted for good: an answer that was on its way may still bring them, and must not. */
  erased: ReadonlySet<string>
  nextCursor: string | null
  /** Conversations with something unread, over all pages and filters. */
  unreadTotal: number
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
    unreadTotal: 0,
  }
}

/** The rows in the order in which they stand. */
export function inboxRows(inbox: Inbox): InboxRow[] {
  return [...inbox.entries.values()]
    .filter((entry) => entry.placedAt !== null)
    .sort((a, b) => newestFirst(placeOf(a), placeOf(b)))
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
  const { unreadTotal, nextCursor } = page
  if (reachesKnown(inbox, page)) {
    const cursor = page.hasMore ? inbox.nextCursor : null
    return mergeConversations({ ...inbox, unreadTotal, nextCursor: cursor }, page.data)
  }
  return applyOrder(
    mergeConversations({ ...inbox, unreadTotal, nextCursor, entries: selectedEntry(inbox) }, page.data),
  )
}

/** Takes in the page after the last one. Its rows stand below all others, so they appear even while held. */
export function mergeNextPage(inbox: Inbox, page: ConversationPage): Inbox {
  const entries = new Map(inbox.entries)
  for (const conversation of withoutErased(page.data, inbox)) {
    const known = entries.get(conversation.id)
    const newer = newest(known?.conversation, conversation)
    entries.set(conversation.id, {
      conversation: newer,
      placedAt: known ? known.placedAt : newer.lastActivityAt,
    })
  }
  return settle({ ...inbox, entries, nextCursor: page.nextCursor, unreadTotal: page.unreadTotal })
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

/** Shows a status before the server has answered; `null` goes back to what the server said last. */
export function intendStatus(inbox: Inbox, id: string, status: ConversationStatus | null): Inbox {
  const intents = new Map(inbox.intents)
  if (status === null) intents.delete(id)
  else intents.set(id, status)
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
    .filter((item) => last === undefined || newestFirst(item, last) < 0)
  return [...new Set([...poked, ...gone.map(({ id }) => id)])].filter((id) => !onPage.has(id))
}

/** True when the list with this filter shows such a conversation. */
export function matches({ status, unreadCount }: Conversation, filter: InboxFilter): boolean {
  return (filter.status === null || filter.status === status) && (!filter.unreadOnly || unreadCount > 0)
}

function settle(inbox: Inbox): Inbox {
  if (inbox.isHeld) return inbox
  const entries = new Map<string, Entry>()
  for (const [id, { conversation, placedAt }] of inbox.entries) {
    const isMatching = matches(asIntended(conversation, inbox), inbox.filter)
    if (!isMatching && id !== inbox.selectedId) continue
    const hasRow = isMatching || placedAt !== null
    entries.set(id, { conversation, placedAt: hasRow ? conversation.lastActivityAt : null })
  }
  return { ...inbox, entries }
}

function withoutErased(conversations: readonly Conversation[], { erased }: Inbox): Conversation[] {
  return conversations.filter(({ id }) => !erased.has(id))
}

function idsOf(inbox: Inbox): string[] {
  return inboxRows(inbox).map(({ conversation }) => conversation.id)
}

function asIntended(conversation: Conversation, { intents }: Inbox): Conversation {
  const status = intents.get(conversation.id)
  return status === undefined || status === conversation.status ? conversation : { ...conversation, status }
}

function reachesKnown(inbox: Inbox, page: ConversationPage): boolean {
  if (inbox.entries.size === 0) return false
  return !page.hasMore || page.data.some((item) => isUnchanged(inbox, item))
}

function isUnchanged(inbox: Inbox, { id, lastActivityAt }: Conversation): boolean {
  return inbox.entries.get(id)?.conversation.lastActivityAt === lastActivityAt
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

type Place = { id: string; lastActivityAt: string }

function placeOf({ conversation, placedAt }: Entry): Place {
  return { id: conversation.id, lastActivityAt: placedAt ?? conversation.lastActivityAt }
}

/** The order of the server's list: newest activity first, then by id, backwards. */
function newestFirst(a: Place, b: Place): number {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt < b.lastActivityAt ? 1 : -1
  if (a.id === b.id) return 0
  return a.id < b.id ? 1 : -1
}
