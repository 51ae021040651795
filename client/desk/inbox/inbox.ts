import type { Conversation, ConversationPage, ConversationStatus } from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import type { SiteTotals } from '@/contract/log/totals'
import {
  type DeskConversation,
  newerConversation,
  newerVisitor,
  ofConversation,
  ofRow,
} from './desk-conversation'

/** Which conversations the list shows. */
export type InboxFilter = {
  /** `null`: open and closed ones. */
  status: ConversationStatus | null
  unreadOnly: boolean
  /** Only those of this site. */
  siteId?: string
  /** Only those that need an answer, in this order. Without it they stand by their newest activity. */
  needsAnswer?: ListOrder
}

/** `waiting`: longest wait first. */
export type ListOrder = 'newest' | 'waiting'

/** What was asked of the server for a conversation, as it will be then. */
export type Intent = Partial<Pick<Conversation, 'status' | 'waitingSince'>>

/** One row of the list. */
export type ListRow = {
  conversation: DeskConversation
  /** False once it no longer matches the filter; it stays, dimmed, until it is left. */
  isMatching: boolean
}

type Entry = {
  conversation: DeskConversation
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
  /** The revisions of conversations that left the list, by id: a late answer must not bring an earlier revision back. */
  left: ReadonlyMap<string, number>
  /** Deleted for good: the same. */
  erased: ReadonlySet<string>
  nextCursor: string | null
  /** The last place that was loaded, where more follow it: what belongs below comes with its page. */
  bottom: Place | null
  /** By site, how many conversations have something unread and need an answer, over all pages and filters. */
  totals: Readonly<Record<string, SiteTotals>>
  /** Conversations with something unread, over all pages and filters. */
  unreadTotal: number
  /** Conversations that need an answer, over all pages and filters. */
  needsAnswerTotal: number
}

/** More conversations than pending answers can contain. */
const MAX_LEFT = 500

/** A list that knows nothing yet. */
export function emptyInbox(filter: InboxFilter, selectedId: string | null = null): Inbox {
  return {
    filter,
    entries: new Map(),
    selectedId,
    isHeld: false,
    intents: new Map(),
    left: new Map(),
    erased: new Set(),
    nextCursor: null,
    bottom: null,
    totals: {},
    unreadTotal: 0,
    needsAnswerTotal: 0,
  }
}

function totalsOf(totals: Inbox['totals']): Pick<Inbox, 'totals' | 'unreadTotal' | 'needsAnswerTotal'> {
  const ofSites = Object.values(totals)
  return {
    totals,
    unreadTotal: ofSites.reduce((sum, { unread }) => sum + unread, 0),
    needsAnswerTotal: ofSites.reduce((sum, { needsAnswer }) => sum + needsAnswer, 0),
  }
}

/** The rows in the order in which they stand. */
export function inboxRows(inbox: Inbox): ListRow[] {
  return [...inbox.entries.values()]
    .filter((entry) => entry.placedAt !== null)
    .sort((a, b) => compare(inbox.filter, placeOf(a, inbox.filter), placeOf(b, inbox.filter)))
    .map((entry) => asIntended(entry.conversation, inbox))
    .map((conversation) => ({ conversation, isMatching: matches(conversation, inbox.filter) }))
}

/**
 * The latest known state of one conversation, listed or not.
 *
 * @param open its state in the open log; list and log hear of changes on different channels, and the later state holds
 */
export function findConversation(
  inbox: Inbox,
  id: string,
  open: Conversation | null = null,
): DeskConversation | null {
  const listed = inbox.entries.get(id)?.conversation
  const known = open === null ? listed : newest(listed, ofConversation(open))
  return known ? asIntended(known, inbox) : null
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
  const known = { ...inbox, ...totalsOf(page.siteTotals) }
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
  for (const conversation of withoutStale(page.data, inbox).map(ofConversation)) {
    const known = entries.get(conversation.id)
    const newer = newest(known?.conversation, conversation)
    const placedAt = known ? known.placedAt : keyOf(newer, inbox.filter)
    entries.set(conversation.id, { conversation: newer, placedAt })
  }
  const { nextCursor } = page
  const bottom = bottomOf(page, inbox.filter)
  return settle({ ...inbox, ...totalsOf(page.siteTotals), entries, nextCursor, bottom })
}

/** Takes in conversations as they are now, whichever page they stand on. An older state than the known one is ignored. */
export function mergeConversations(inbox: Inbox, conversations: readonly Conversation[]): Inbox {
  return mergeStates(inbox, withoutStale(conversations, inbox).map(ofConversation))
}

/** Applies an `inbox.changed` event: rows, visitors and totals. */
export function mergeChanges(inbox: Inbox, { siteId, rows, visitors, totals }: InboxChanged): Inbox {
  const told = new Map(visitors.map((visitor) => [visitor.id, visitor]))
  const states = withoutStale(rows, inbox).flatMap((row) => {
    const visitor = told.get(row.visitorId)
    return visitor ? ofRow(row, visitor, inbox.entries.get(row.id)?.conversation) : []
  })
  const entries = new Map(inbox.entries)
  for (const [id, { conversation, placedAt }] of inbox.entries) {
    const visitor = newerVisitor(
      conversation.visitor,
      told.get(conversation.visitor.id) ?? conversation.visitor,
    )
    if (visitor !== conversation.visitor)
      entries.set(id, { conversation: { ...conversation, visitor }, placedAt })
  }
  return mergeStates({ ...inbox, ...totalsOf({ ...inbox.totals, [siteId]: totals }), entries }, states)
}

function mergeStates(inbox: Inbox, conversations: readonly DeskConversation[]): Inbox {
  const entries = new Map(inbox.entries)
  for (const conversation of conversations) {
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

/** The conversations that should stand on the first page but do not: they no longer match the filter, or are gone. */
export function missingFrom(page: ConversationPage, inbox: Inbox): string[] {
  const onPage = new Set(page.data.map(({ id }) => id))
  const lastOnPage = page.hasMore ? page.data.at(-1) : undefined
  const last = lastOnPage && ofConversation(lastOnPage)
  return [...inbox.entries.values()]
    .map(({ conversation }) => conversation)
    .filter((item) => matches(item, inbox.filter))
    .filter((item) => last === undefined || isBefore(item, last, inbox.filter))
    .map(({ id }) => id)
    .filter((id) => !onPage.has(id))
}

/** True when the list with this filter shows such a conversation. */
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

/** True while the visitor waits: for a reply, or for somebody who says that none is needed. */
export function needsAnswer({
  status,
  waitingSince,
}: Pick<Conversation, 'status' | 'waitingSince'>): boolean {
  return status === 'OPEN' && Boolean(waitingSince)
}

function settle(inbox: Inbox): Inbox {
  if (inbox.isHeld) return inbox
  const left = new Map(inbox.left)
  const entries = new Map<string, Entry>()
  for (const [id, { conversation, placedAt }] of inbox.entries) {
    const isMatching = matches(asIntended(conversation, inbox), inbox.filter)
    const place = settledPlace(inbox, conversation, { isMatching, placedAt })
    // What stands below the pages that were loaded comes with its page.
    if ((!isMatching || place === null) && id !== inbox.selectedId) {
      // Last again, so that the first is always the one that left longest ago.
      left.delete(id)
      left.set(id, conversation.revision)
    } else entries.set(id, { conversation, placedAt: place })
  }
  return { ...inbox, entries, left: new Map([...left].slice(-MAX_LEFT)) }
}

/** Where a conversation belongs now. The open one keeps its row when it no longer matches, or lies too far below. */
function settledPlace(
  { filter, bottom, selectedId }: Inbox,
  conversation: DeskConversation,
  { isMatching, placedAt }: { isMatching: boolean; placedAt: string | null },
): string | null {
  const at = keyOf(conversation, filter) ?? placedAt
  if (at === null || (!isMatching && placedAt === null)) return null
  const { id } = conversation
  const isLoaded = bottom === null || compare(filter, { id, at }, bottom) <= 0
  return isLoaded || (id === selectedId && placedAt !== null) ? at : null
}

function withoutStale<Item extends { id: string; revision: number }>(
  items: readonly Item[],
  { erased, left }: Inbox,
): Item[] {
  return items.filter(({ id, revision }) => !erased.has(id) && revision >= (left.get(id) ?? 0))
}

function idsOf(inbox: Inbox): string[] {
  return inboxRows(inbox).map(({ conversation }) => conversation.id)
}

function asIntended(conversation: DeskConversation, { intents }: Inbox): DeskConversation {
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

function newest(known: DeskConversation | undefined, incoming: DeskConversation): DeskConversation {
  return known ? newerConversation(known, incoming) : incoming
}

/** The time that the list is sorted by; `null` for what has no place in it. */
function keyOf(
  { lastActivityAt, waitingSince }: Pick<Conversation, 'lastActivityAt' | 'waitingSince'>,
  filter: InboxFilter,
): string | null {
  return filter.needsAnswer === 'waiting' ? waitingSince : lastActivityAt
}

function placeOf({ conversation, placedAt }: Entry, filter: InboxFilter): Place {
  return { id: conversation.id, at: placedAt ?? keyOf(conversation, filter) ?? '' }
}

function isBefore(a: DeskConversation, b: DeskConversation, filter: InboxFilter): boolean {
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
