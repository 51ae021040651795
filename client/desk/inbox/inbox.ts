import type { Conversation, ConversationPage } from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import type { SiteTotals } from '@/contract/log/totals'
import {
  type DeskConversation,
  newerConversation,
  newerVisitor,
  ofConversation,
  ofRow,
} from './desk-conversation'
import { compare, type InboxFilter, isBefore, keyOf, matches, type SortKey } from './inbox-filter'

/** A requested change to a conversation. */
export type Intent = Partial<Pick<Conversation, 'status' | 'waitingSince'>>

/** One row of the list. */
export type ListRow = {
  conversation: DeskConversation
  /** False once it no longer matches the filter; it stays, dimmed, until the agent leaves it. */
  isMatching: boolean
}

/**
 * One desk's conversations and the list of them. Each conversation is stored once, whatever its source, in its highest
 * revision. While the list is held, rows change in place, and additions, removals and moves are deferred until it is released,
 * or {@link applyOrder}. Only deleted conversations disappear, and a list that starts over appears, even then.
 */
export type Inbox = {
  filter: InboxFilter
  /**
   * Listed or not. Conversations that have left the list are kept for a while, so that a late response cannot restore an older
   * state.
   */
  conversations: ReadonlyMap<string, DeskConversation>
  /** The list: by id, the time that a row is sorted by; `null` while it waits to appear, or for the page that contains it. */
  listed: ReadonlyMap<string, string | null>
  /** False until the filter's first page is loaded. Until then, only events and other responses have added rows. */
  isLoaded: boolean
  selectedId: string | null
  isHeld: boolean
  /** Requested changes without a response. Shown as if they had succeeded. */
  intents: ReadonlyMap<string, Intent>
  /** Permanently deleted: late responses must not restore them. */
  erased: ReadonlySet<string>
  nextCursor: string | null
  /** The last loaded row, if there are more: conversations below it come with their page. */
  bottom: SortKey | null
  /** By site, over all pages and filters: how many conversations have unread messages, and how many need an answer. */
  totals: Readonly<Record<string, SiteTotals>>
  /** Conversations with unread messages, over all pages and filters. */
  unreadTotal: number
  /** Conversations that need an answer, over all pages and filters. */
  needsAnswerTotal: number
}

/** How many unlisted conversations to keep: more than pending responses can contain. */
const MAX_UNLISTED = 500

/** An empty list, before anything is loaded. */
export function emptyInbox(filter: InboxFilter, selectedId: string | null = null): Inbox {
  return {
    filter,
    conversations: new Map(),
    listed: new Map(),
    isLoaded: false,
    selectedId,
    isHeld: false,
    intents: new Map(),
    erased: new Set(),
    nextCursor: null,
    bottom: null,
    totals: {},
    unreadTotal: 0,
    needsAnswerTotal: 0,
  }
}

/** The same conversations with an empty list for another filter. */
export function filterBy(inbox: Inbox, filter: InboxFilter): Inbox {
  const { conversations, selectedId, totals, unreadTotal, needsAnswerTotal, erased, intents } = inbox
  const known = { conversations, totals, unreadTotal, needsAnswerTotal, erased, intents }
  return { ...emptyInbox(filter, selectedId), ...known }
}

function totalsOf(totals: Inbox['totals']): Pick<Inbox, 'totals' | 'unreadTotal' | 'needsAnswerTotal'> {
  const ofSites = Object.values(totals)
  return {
    totals,
    unreadTotal: ofSites.reduce((sum, { unread }) => sum + unread, 0),
    needsAnswerTotal: ofSites.reduce((sum, { needsAnswer }) => sum + needsAnswer, 0),
  }
}

/** The ids of the listed conversations, in display order. */
export function rowIds(inbox: Inbox): string[] {
  return [...inbox.listed]
    .flatMap(([id, at]) => (at === null ? [] : [{ id, at }]))
    .sort((a, b) => compare(inbox.filter, a, b))
    .map(({ id }) => id)
}

/**
 * The row after (`1`) or before (`-1`) a conversation. If it is not listed, the row next to where it would be. The first row for
 * `null`, for unknown conversations, and for those that the list does not sort. `null` beyond the loaded rows.
 *
 * @param ids the listed conversations, in display order
 */
export function neighbourOf(
  inbox: Inbox,
  ids: readonly string[],
  conversationId: string | null,
  by: 1 | -1,
): string | null {
  const index = conversationId === null ? -1 : ids.indexOf(conversationId)
  if (index !== -1) return ids[index + by] ?? null
  const conversation = conversationId === null ? null : findConversation(inbox, conversationId)
  const at = conversation && keyOf(conversation, inbox.filter)
  if (conversation === null || at === null) return ids[0] ?? null
  const before = ids.filter(
    (id) => compare(inbox.filter, { id, at: inbox.listed.get(id) ?? '' }, { id: conversation.id, at }) < 0,
  ).length
  return ids[by === 1 ? before : before - 1] ?? null
}

/** One row of the list; `null` if the conversation is not listed. */
export function rowOf(inbox: Inbox, id: string): ListRow | null {
  const conversation = inbox.listed.has(id) ? findConversation(inbox, id) : null
  return conversation && { conversation, isMatching: matches(conversation, inbox.filter) }
}

/** The latest known state of a conversation, listed or not. The same object until it changes. */
export function findConversation({ conversations, intents }: Inbox, id: string): DeskConversation | null {
  const known = conversations.get(id)
  if (known === undefined) return null
  const intent = intents.get(id)
  return intent === undefined ? known : asIntended(known, intent)
}

const intended = new WeakMap<DeskConversation, { intent: Intent; conversation: DeskConversation }>()

function asIntended(known: DeskConversation, intent: Intent): DeskConversation {
  const last = intended.get(known)
  if (last?.intent === intent) return last.conversation
  const conversation = { ...known, ...intent }
  intended.set(known, { intent, conversation })
  return conversation
}

/** How many rows wait to move up or appear. Rows that would only be pushed down do not count. */
export function waitingUpdates(inbox: Inbox): number {
  if (!inbox.isHeld) return 0
  const order = rowIds(applyOrder(inbox))
  const wanted = new Set(order)
  const staying = rowIds(inbox).filter((id) => wanted.has(id))
  const indexes = new Map(staying.map((id, index) => [id, index]))
  const reordered = order.filter((id) => indexes.has(id))
  const moving = reordered.filter((id, index) => (indexes.get(id) ?? 0) > index)
  return moving.length + order.length - reordered.length
}

/**
 * Merges a new first page. If the page may not reach down to known rows, the list starts over with it, because there could be
 * unknown conversations in between.
 */
export function mergeFirstPage(inbox: Inbox, page: ConversationPage): Inbox {
  const known = { ...inbox, ...totalsOf(page.siteTotals), isLoaded: true }
  if (!reachesKnown(inbox, page)) {
    const listed = inbox.isLoaded ? selectedOnly(inbox) : inbox.listed
    const fresh = { ...known, nextCursor: page.nextCursor, bottom: bottomOf(page, inbox.filter), listed }
    return applyOrder(mergeConversations(fresh, page.data))
  }
  if (!page.hasMore) return mergeConversations({ ...known, nextCursor: null, bottom: null }, page.data)
  // New conversations come at the top, so a complete list stays complete. Sorted by wait, they come at the end.
  const isGrown = inbox.nextCursor === null && inbox.filter.needsAnswer === 'waiting'
  const end = isGrown ? { nextCursor: page.nextCursor, bottom: bottomOf(page, inbox.filter) } : {}
  return mergeConversations({ ...known, ...end }, page.data)
}

/** Merges the next page. Its rows are below all others, so they appear even while held. */
export function mergeNextPage(inbox: Inbox, page: ConversationPage): Inbox {
  const known = takeIn(inbox, page.data.map(ofConversation))
  const listed = new Map(inbox.listed)
  for (const { id } of withoutErased(page.data, inbox)) {
    const conversation = known.conversations.get(id)
    if (conversation !== undefined && !listed.has(id)) listed.set(id, keyOf(conversation, inbox.filter))
  }
  const { nextCursor } = page
  const bottom = bottomOf(page, inbox.filter)
  return arrange({ ...known, ...totalsOf(page.siteTotals), listed, nextCursor, bottom })
}

/** Merges current conversations, whatever page they are on. Ignores older states than known. */
export function mergeConversations(inbox: Inbox, conversations: readonly Conversation[]): Inbox {
  return mergeStates(inbox, conversations.map(ofConversation))
}

/** Applies an `inbox.changed` event: rows, visitors and totals. */
export function mergeChanges(inbox: Inbox, { siteId, rows, visitors, totals }: InboxChanged): Inbox {
  const told = new Map(visitors.map((visitor) => [visitor.id, visitor]))
  const states = rows.flatMap((row) => {
    const visitor = told.get(row.visitorId)
    return visitor ? ofRow(row, visitor, inbox.conversations.get(row.id)) : []
  })
  const renamed = [...inbox.conversations.values()].flatMap((known) => {
    const visitor = newerVisitor(known.visitor, told.get(known.visitor.id) ?? known.visitor)
    return visitor === known.visitor ? [] : { ...known, visitor }
  })
  const known = { ...inbox, ...totalsOf({ ...inbox.totals, [siteId]: totals }) }
  return mergeStates(takeIn(known, renamed), states)
}

/** Keeps the newer state of each conversation. Moves no rows. */
function takeIn(inbox: Inbox, states: readonly DeskConversation[]): Inbox {
  const conversations = new Map(inbox.conversations)
  for (const state of withoutErased(states, inbox)) {
    const known = conversations.get(state.id)
    conversations.set(state.id, known ? newerConversation(known, state) : state)
  }
  return { ...inbox, conversations }
}

function mergeStates(inbox: Inbox, states: readonly DeskConversation[]): Inbox {
  const listed = new Map(inbox.listed)
  for (const { id } of withoutErased(states, inbox)) if (!listed.has(id)) listed.set(id, null)
  return arrange({ ...takeIn(inbox, states), listed })
}

/** Shows a change before the server confirms it; `null` reverts to the server's last state. */
export function intend(inbox: Inbox, id: string, intent: Intent | null): Inbox {
  const intents = new Map(inbox.intents)
  if (intent === null) intents.delete(id)
  else intents.set(id, { ...intents.get(id), ...intent })
  // A row that an earlier change had removed may come back.
  const listed = new Map(inbox.listed)
  if (inbox.conversations.has(id) && !listed.has(id)) listed.set(id, null)
  return arrange({ ...inbox, intents, listed })
}

/** Removes a conversation that no longer exists. */
export function removeConversation(inbox: Inbox, id: string): Inbox {
  const conversations = new Map(inbox.conversations)
  const listed = new Map(inbox.listed)
  conversations.delete(id)
  listed.delete(id)
  return { ...inbox, conversations, listed }
}

/** Removes deleted conversations for good. */
export function eraseConversations(inbox: Inbox, ids: readonly string[]): Inbox {
  const erased = new Set([...inbox.erased, ...ids])
  return { ...ids.reduce(removeConversation, inbox), erased }
}

/** Selects a conversation, or none. Removes the previously selected one if it no longer matches. */
export function selectConversation(inbox: Inbox, selectedId: string | null): Inbox {
  return arrange({ ...inbox, selectedId })
}

/** Holds the order, or releases it and applies the deferred changes. The sidebar decides when. */
export function holdOrder(inbox: Inbox, isHeld: boolean): Inbox {
  return arrange({ ...inbox, isHeld })
}

/** Moves every row to where it belongs, even while held. */
export function applyOrder(inbox: Inbox): Inbox {
  return { ...arrange({ ...inbox, isHeld: false }), isHeld: inbox.isHeld }
}

/** Listed conversations that should be on the first page but are not: they no longer match the filter, or are gone. */
export function missingFrom(page: ConversationPage, inbox: Inbox): string[] {
  const onPage = new Set(page.data.map(({ id }) => id))
  const lastOnPage = page.hasMore ? page.data.at(-1) : undefined
  const last = lastOnPage && ofConversation(lastOnPage)
  return [...inbox.listed.keys()]
    .flatMap((id) => inbox.conversations.get(id) ?? [])
    .filter((item) => matches(item, inbox.filter))
    .filter((item) => last === undefined || isBefore(item, last, inbox.filter))
    .map(({ id }) => id)
    .filter((id) => !onPage.has(id))
}

/** Makes all due additions, removals and moves; none while the list is held. */
function arrange(inbox: Inbox): Inbox {
  if (inbox.isHeld) return inbox
  const conversations = new Map(inbox.conversations)
  const listed = new Map<string, string | null>()
  for (const [id, listedAt] of inbox.listed) {
    const known = inbox.conversations.get(id)
    const conversation = findConversation(inbox, id)
    if (known === undefined || conversation === null) continue
    const isMatching = matches(conversation, inbox.filter)
    // A wait that is being restored has no time on the server yet.
    const at = keyOf(known, inbox.filter) ?? keyOf(conversation, inbox.filter) ?? listedAt
    const arranged = arrangedAt(inbox, { id, at }, { isMatching, listedAt })
    // Conversations below the loaded pages come with their page.
    if ((!isMatching || arranged === null) && id !== inbox.selectedId) {
      // Reinsert, so that the map stays ordered by when they left.
      conversations.delete(id)
      conversations.set(id, known)
    } else listed.set(id, arranged)
  }
  return withoutLongGone({ ...inbox, conversations, listed })
}

/** Evicts those that left the list longest ago. */
function withoutLongGone(inbox: Inbox): Inbox {
  const { conversations, listed, selectedId } = inbox
  const surplus = conversations.size - listed.size - MAX_UNLISTED
  if (surplus <= 0) return inbox
  const unlisted = [...conversations.keys()].filter((id) => !listed.has(id) && id !== selectedId)
  const kept = new Map(conversations)
  for (const id of unlisted.slice(0, surplus)) kept.delete(id)
  return { ...inbox, conversations: kept }
}

/**
 * Where a conversation belongs now. The selected one keeps its row even if it no longer matches, or belongs below the loaded
 * pages.
 */
function arrangedAt(
  { filter, bottom, selectedId }: Inbox,
  { id, at }: { id: string; at: string | null },
  { isMatching, listedAt }: { isMatching: boolean; listedAt: string | null },
): string | null {
  if (at === null || (!isMatching && listedAt === null)) return null
  const isLoaded = bottom === null || compare(filter, { id, at }, bottom) <= 0
  return isLoaded || (id === selectedId && listedAt !== null) ? at : null
}

function withoutErased<Item extends { id: string }>(items: readonly Item[], { erased }: Inbox): Item[] {
  return items.filter(({ id }) => !erased.has(id))
}

function reachesKnown(inbox: Inbox, page: ConversationPage): boolean {
  if (!inbox.isLoaded || inbox.listed.size === 0) return false
  return !page.hasMore || page.data.some((item) => isUnchanged(inbox, item))
}

function isUnchanged({ conversations, listed, filter }: Inbox, item: Conversation): boolean {
  const known = listed.has(item.id) ? conversations.get(item.id) : undefined
  return known !== undefined && keyOf(known, filter) === keyOf(item, filter)
}

function bottomOf({ data, hasMore }: ConversationPage, filter: InboxFilter): SortKey | null {
  const last = data.at(-1)
  const at = last && keyOf(last, filter)
  return hasMore && at ? { id: last.id, at } : null
}

function selectedOnly({ listed, selectedId }: Inbox): Inbox['listed'] {
  return new Map([...listed].filter(([id]) => id === selectedId))
}
