import { v7 as uuidv7 } from 'uuid'
import type { ConversationQuery, MessageQuery } from '@/contract/http/page'
import type {
  AbleConversation,
  ConversationPage,
  ConversationPatch,
  ConversationSnapshot,
  StartConversation,
} from '@/contract/log/conversation'
import type { MessageDraft } from '@/contract/log/message'
import type { Transaction } from '@/server/database/db'
import { isMissingRow, isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { conversationFacts } from '@/server/events/conversation-facts'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { insertMessage } from '@/server/log/append'
import { appendEvent } from '@/server/log/append-event'
import { type LockedConversation, lockConversation } from '@/server/log/lock'
import { findOwnMessage } from '@/server/log/own-message'
import { toEntryPage } from '@/server/log/page'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, siteIdOf, type Viewer } from '@/server/policy/viewer'
import { setVisitorDetails } from '@/server/visitors/details'
import { lockVisitor } from '@/server/visitors/lock'
import { presentPage } from '@/server/visitors/pages'
import { requireFreeName } from '@/server/visitors/reserved-names'
import { presentTrackedEvent } from '@/server/visitors/tracked-events'
import {
  type CountBySite,
  findConversationRow,
  findSnapshotRow,
  listConversationRows,
} from './conversation-rows'
import { decodeCursor, encodeCursor, type ListCursor, type ListSort } from './list-cursor'
import { presentConversation } from './presenters'
import type { ConversationRow } from './rows'

/** A conversation, and whether this call started it: `false` for the repeat of an earlier one. */
export type StartResult = { conversation: AbleConversation; created: boolean }

/** What the server itself knows about the visitor who starts a conversation. */
export type Origin = {
  /** Browser and system in words, or `null`. */
  browser: string | null
}

/** Counts a start, inside the transaction that creates the conversation. By throwing it undoes both. */
export type CountStart = (tx: Transaction) => Promise<void>

/**
 * Starts a conversation of `visitor`, with its first message when there is one.
 *
 * Safe to repeat: the same `clientConversationId` of the same visitor answers the conversation started first, and changes
 * nothing.
 *
 * @param count called unless this is a repeat
 * @throws SupportError `blocked`, `name_reserved`, `email_verified`, `idempotency_mismatch` when the repeat carries another first
 *   message, `not_authenticated` when the visitor was erased meanwhile
 */
export async function startConversation(
  visitor: Viewer,
  draft: StartConversation,
  origin: Origin,
  count: CountStart,
): Promise<StartResult> {
  requireCan(visitor, 'start_conversation')
  const start = () => inTransaction((tx) => startOrFind(tx, visitor, draft, origin, count))
  return start().catch((error) => {
    // The visitor was erased after it had been recognised.
    if (isMissingRow(error)) throw new SupportError('not_authenticated', { cause: error })
    // Two equal requests at once: the unique index let one of them win, and it has committed.
    if (!isUniqueViolation(error)) throw error
    return start()
  })
}

/** As {@link startConversation}, inside a transaction of the caller's. */
export async function startOrFind(
  tx: Transaction,
  visitor: Viewer,
  draft: StartConversation,
  origin: Origin & { startKeyHash?: Uint8Array<ArrayBuffer> },
  count: CountStart,
): Promise<StartResult> {
  const { clientConversationId } = draft
  const known = await tx.conversation.findUnique({
    where: { userId_clientConversationId: { userId: visitor.id, clientConversationId } },
    select: { id: true },
  })
  if (known !== null && draft.message) await requireStored(tx, visitor, known.id, draft.message)
  const id = known?.id ?? (await createConversation(tx, visitor, draft, origin))
  if (known === null) {
    const { name = visitor.name } = draft.visitor ?? {}
    if (draft.message) await insertMessage(tx, { ...visitor, name }, id, draft.message)
    // Last, because everybody of this network waits for the row until the commit.
    await count(tx)
  }

  return {
    conversation: presentConversation(await requireRow(tx, visitor, id), visitor),
    created: known === null,
  }
}

/** A repeat carries what was stored: whatever else it brings has to be posted, as any message has. */
async function requireStored(
  tx: Transaction,
  visitor: Viewer,
  conversationId: string,
  { clientMessageId, content }: MessageDraft,
): Promise<void> {
  const stored = await findOwnMessage(tx, visitor, conversationId, clientMessageId)
  if (stored === null) throw new SupportError('idempotency_mismatch', { param: 'clientConversationId' })
  if (stored.version === 1 && stored.content !== content)
    throw new SupportError('idempotency_mismatch', { param: 'clientMessageId' })
}

async function createConversation(
  tx: Transaction,
  visitor: Viewer,
  draft: StartConversation,
  origin: Origin & { startKeyHash?: Uint8Array<ArrayBuffer> },
) {
  await requireFreeName(tx, visitor, draft.visitor?.name)
  if (draft.visitor) {
    await setVisitorDetails(tx, visitor, await lockVisitor(tx, visitor.id), draft.visitor)
  }

  const { id } = await tx.conversation.create({
    data: {
      id: uuidv7(),
      userId: visitor.id,
      siteId: siteIdOf(visitor),
      clientConversationId: draft.clientConversationId,
      pageUrl: draft.pageUrl ?? null,
      referrer: draft.referrer ?? null,
      language: draft.language ?? null,
      timeZone: draft.timeZone ?? null,
      ...origin,
    },
    select: { id: true },
  })
  return id
}

/**
 * The viewer's conversations, newest activity first or longest wait first.
 *
 * @throws SupportError `forbidden` for a visitor who asks what needs an answer, `validation_failed` for a wrong cursor
 */
export async function listConversations(viewer: Viewer, query: ConversationQuery): Promise<ConversationPage> {
  const { sort = 'newest' } = query
  if (query.needsAnswer !== undefined) requireCan(viewer, 'filter_needs_answer', {}, 'needsAnswer')
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, sort)
  const { rows, unread, needsAnswer, epoch } = await listConversationRows(viewer, query, cursor)
  const page = rows.slice(0, query.limit)
  const hasMore = rows.length > page.length
  const last = page.at(-1)

  return {
    data: page.map((row) => presentConversation(row, viewer)),
    hasMore,
    nextCursor: hasMore && last ? encodeCursor(cursorOf(last, sort)) : null,
    unreadTotal: sum(unread),
    needsAnswerTotal: sum(needsAnswer),
    siteTotals: viewer.side === 'agent' ? totalsBySite(unread, needsAnswer) : {},
    epoch,
  }
}

function sum(counts: CountBySite): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

function totalsBySite(unread: CountBySite, needsAnswer: CountBySite): ConversationPage['siteTotals'] {
  const ids = new Set([...Object.keys(unread), ...Object.keys(needsAnswer)])
  return Object.fromEntries(
    [...ids].map((id) => [id, { unread: unread[id] ?? 0, needsAnswer: needsAnswer[id] ?? 0 }]),
  )
}

/**
 * One conversation with a page of its log.
 *
 * @throws SupportError `not_found` when it is absent or not visible to `viewer`
 */
export async function getConversation(
  viewer: Viewer,
  conversationId: string,
  query: MessageQuery,
): Promise<ConversationSnapshot> {
  const row = await findSnapshotRow(viewer, conversationId, query)
  if (row === null) throw new SupportError('not_found')
  return {
    conversation: presentConversation(row, viewer),
    messages: toEntryPage(row.entries ?? [], query),
    ...(viewer.side === 'agent' && {
      pages: (row.pages ?? []).map(presentPage),
      trackedEvents: (row.tracked ?? []).map(presentTrackedEvent),
    }),
    resync: query.after !== undefined && query.after > Number(row.last_place),
    epoch: row.epoch,
  }
}

/**
 * Changes a conversation: agents close, reopen, and say whether it needs an answer; a visitor tells about itself, or the
 * agent does whom it told. Closing settles what waits for an answer.
 *
 * @throws SupportError `newer_messages` when the visitor wrote after the `seenSequence` that came with closing it or with saying
 *   that it needs no answer
 * @throws SupportError `blocked`, `name_reserved`, `email_verified`, `not_found`, or `forbidden` for a change that belongs to the
 *   other side
 */
export async function updateConversation(
  viewer: Viewer,
  conversationId: string,
  patch: ConversationPatch,
): Promise<AbleConversation> {
  // Every change needs this permission at least. It is checked before anything is looked up.
  requireCan(viewer, 'rename_visitor')
  return inTransaction(async (tx) => {
    // The visitor and all its conversations first: in another order two of its conversations would wait for each other.
    const held = patch.visitor && (await lockVisitor(tx, await visitorOf(tx, viewer, conversationId)))
    const locked = await lockConversation(tx, viewer, conversationId)
    if (patch.status) requireCan(viewer, patch.status === 'CLOSED' ? 'close' : 'reopen', {}, 'status')
    if (patch.needsAnswer !== undefined) requireCan(viewer, 'set_needs_answer', {}, 'needsAnswer')
    await settle(tx, viewer, locked, patch)
    await requireFreeName(tx, viewer, patch.visitor?.name)
    if (patch.visitor && held) await setVisitorDetails(tx, viewer, held, patch.visitor)
    return presentConversation(await requireRow(tx, viewer, conversationId), viewer)
  })
}

/** Applies what the team decided: whether the conversation is open, and whether it needs an answer. */
async function settle(
  tx: Transaction,
  viewer: Viewer,
  locked: LockedConversation,
  { status = locked.status, needsAnswer, seenSequence }: ConversationPatch,
): Promise<void> {
  const isDone = status === 'CLOSED' || needsAnswer === false
  const hasUnseen = seenSequence !== undefined && locked.last_visitor_position > seenSequence
  if (isDone && hasUnseen) throw new SupportError('newer_messages')

  const before = locked.status === 'OPEN' ? locked.waiting_since : null
  const waitingSince = isDone ? null : needsAnswer ? earlier(before, locked.set_aside_since) : before
  if (status === locked.status && waitingSince?.getTime() === before?.getTime()) return

  const { id, site_id: siteId } = locked
  await tx.conversation.update({
    where: { id },
    data: {
      status,
      waitingSince,
      ...(isDone && before ? { setAsideSince: before } : {}),
      ...(needsAnswer ? { setAsideSince: null } : {}),
    },
  })
  const actor = actorOf(viewer)
  if (status === locked.status)
    return noteEvent(tx, { type: 'conversation.settled', actor, siteId, conversationId: id })

  const type = status === 'CLOSED' ? 'closed' : 'reopened'
  const entry = await appendEvent(tx, viewer, id, { type })
  const conversation = await conversationFacts(tx, id)
  noteEvent(tx, { type: `conversation.${type}`, actor, siteId, conversationId: id, entry, conversation })
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a !== null && (b === null || a < b) ? a : b
}

async function visitorOf(tx: Transaction, viewer: Viewer, conversationId: string): Promise<string> {
  const { user_id } = await requireRow(tx, viewer, conversationId)
  return user_id
}

async function requireRow(tx: Transaction, viewer: Viewer, id: string): Promise<ConversationRow> {
  const row = await findConversationRow(tx, viewer, id)
  if (row === null) throw new SupportError('not_found')
  return row
}

function cursorOf({ id, last_activity_at, waiting_since }: ConversationRow, sort: ListSort): ListCursor {
  return { sort, id, at: sort === 'waiting' && waiting_since ? waiting_since : last_activity_at }
}
