import type { Message, MessageDraft } from '@/contract/log/message'
import { queryPrepared, type Transaction } from '@/server/database/db'
import { isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { noteRecorded } from '@/server/events/transaction'
import { wakeRelay } from '@/server/events/wake'
import { failPoint } from '@/server/fail-point'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import type { Prisma } from '../../generated/prisma/client'
import { appendStatement, newRow, type RefusedRow, type StoredRow, type Turning } from './append-statement'
import { presentMessage } from './present'

/** A stored message, and whether this call stored it: `false` for the repeat of an earlier one. */
export type StoredMessage = { message: Message; created: boolean }

/**
 * Adds a message to a conversation and records the event for everyone watching.
 *
 * One statement takes the conversation's next numbers, stores the message and records the event: afterwards either all of it
 * exists or nothing does. A visitor's message reopens a closed conversation and waits for an answer. A reply answers all
 * messages up to its `seenSequence`, or all without one, and with `close` it closes the conversation, unless the visitor
 * wrote after it. A note answers nothing, and the visitor learns nothing of it.
 *
 * Safe to repeat: the same `clientMessageId` from the same sender answers with the message stored first, as it is now, and
 * closes nothing.
 *
 * @throws SupportError `blocked`, or `forbidden` for a visitor who closes or writes a note
 * @throws SupportError `not_found` when the conversation is absent or not visible to `viewer`
 * @throws SupportError `idempotency_mismatch` when the `clientMessageId` was used for other content
 * @throws SupportError `rate_limited` when a visitor writes too much; a repeat is never too much
 * @throws SupportError `newer_messages` when a colleague has replied after the draft's `seenSequence`
 */
export async function appendMessage(
  viewer: Viewer,
  conversationId: string,
  draft: MessageDraft,
): Promise<StoredMessage> {
  requireCan(viewer, 'reply')
  const post = () => {
    failPoint('before_commit')
    const name = `post-${draft.kind ?? 'message'}-${viewer.side}`
    return insertOrFind(viewer, conversationId, draft, (sql) => queryPrepared(name, sql))
  }
  const result = await post().catch((error) => {
    // Two equal requests at once: the unique index let one of them win. It has committed, so this time it is found.
    if (!isUniqueViolation(error)) throw error
    return post()
  })
  failPoint('after_commit')
  if (result.created) wakeRelay()
  return result
}

/** As {@link appendMessage}, inside a transaction of the caller's. */
export function insertMessage(
  tx: Transaction,
  viewer: Viewer,
  conversationId: string,
  draft: MessageDraft,
): Promise<StoredMessage> {
  noteRecorded(tx)
  return insertOrFind(viewer, conversationId, draft, (sql) => tx.$queryRaw(sql))
}

async function insertOrFind(
  viewer: Viewer,
  conversationId: string,
  draft: MessageDraft,
  run: (statement: Prisma.Sql) => Promise<(StoredRow | RefusedRow)[]>,
  // A visitor's message seldom finds its conversation closed.
  turning: Turning = { canTurn: draft.close === true },
): Promise<StoredMessage> {
  if (draft.close) requireCan(viewer, 'close', {}, 'close')
  if (draft.kind === 'note') requireCan(viewer, 'write_note', {}, 'kind')
  const row = newRow(viewer, conversationId, draft)
  const [stored] = await run(appendStatement(viewer, row, draft, turning))
  if (stored === undefined) throw new SupportError('not_found')
  if (stored.id === null) {
    if (stored.is_behind) throw new SupportError('newer_messages')
    if (stored.limited_for !== null)
      throw new SupportError('rate_limited', { retryAfterSeconds: stored.limited_for })
    return insertOrFind(viewer, conversationId, draft, run, {
      canTurn: turning.canTurn || !stored.is_overtaken,
    })
  }
  if (stored.kind !== row.kind || (stored.version === 1 && stored.content !== draft.content))
    throw new SupportError('idempotency_mismatch', { param: 'clientMessageId' })
  return { message: presentMessage(stored), created: stored.created }
}
