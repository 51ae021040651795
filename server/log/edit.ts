import type { Message, MessageDeletion, MessagePatch } from '@/contract/log/message'
import { can } from '@/contract/policy'
import type { Transaction } from '@/server/database/db'
import type { EntryRow, PlacedRow } from '@/server/database/entry-row'
import { SupportError } from '@/server/errors'
import type { DomainEvent, RecordedEntry } from '@/server/events/catalogue'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'
import { appendEvent } from './append-event'
import { limitingEntries } from './limits'
import { lockConversation } from './lock'
import { presentMessage } from './present'
import { logOf } from './views'

/** Each edit is a permanent entry of the log, so their number is bounded. */
const MAX_EDITS = 20

/** `now` is the database's, as is the time of the message. In milliseconds since 1970. */
type OwnRow = PlacedRow & { now: number }

/** The requested change: a new text, or deletion. */
type Change = { kind: 'edited'; content: string } | { kind: 'deleted' }

/**
 * Changes the text of the viewer's own message or note within five minutes after it was written. The edit takes the next number of
 * the log, so it reaches browsers the way a message does.
 *
 * Safe to repeat: an edit of `version` that is stored already is answered again.
 *
 * @throws SupportError `blocked`; `not_found` for what is not the viewer's own; `edit_too_late`; `edit_conflict` when `version` is not
 *   the stored one, or it was deleted; `too_many_edits`; `rate_limited` as for messages
 */
export function editMessage(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
  { content, version }: MessagePatch,
): Promise<Message> {
  return changeMessage(viewer, conversationId, messageId, { kind: 'edited', content }, version)
}

/** As {@link editMessage}: nothing of the text is kept, and the message stays in its place, marked as deleted. */
export function deleteMessage(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
  { version }: MessageDeletion,
): Promise<Message> {
  return changeMessage(viewer, conversationId, messageId, { kind: 'deleted' }, version)
}

async function changeMessage(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
  change: Change,
  version: number,
): Promise<Message> {
  requireCan(viewer, 'reply')
  return inTransaction(async (tx) => {
    const { site_id: siteId } = await lockConversation(tx, viewer, conversationId)
    const before = await requireOwn(tx, viewer, conversationId, messageId)
    if (isRepeat(before, change, version)) return presentMessage(before)
    if (before.version !== version || before.deleted_at !== null) throw new SupportError('edit_conflict')
    const facts = { message: presentMessage(before), now: before.now }
    const action = change.kind === 'edited' ? 'edit_message' : 'delete_message'
    if (!can(viewer, action, facts)) throw new SupportError('edit_too_late')
    if (change.kind === 'edited' && version > MAX_EDITS) throw new SupportError('too_many_edits')
    await requireWithinLimits(tx, viewer, conversationId)

    const target = await writeChange(tx, viewer, messageId, change)
    const entry = await appendEvent(tx, viewer, conversationId, { type: `message_${change.kind}`, target })
    if (change.kind === 'deleted' && viewer.side === 'visitor') await forgetWaiting(tx, conversationId)
    noteEvent(tx, {
      type: typeOf(target, change),
      actor: actorOf(viewer),
      siteId,
      conversationId,
      entry,
      target,
    })
    return presentMessage({ ...target, place: before.place })
  })
}

function typeOf(
  target: RecordedEntry,
  { kind }: Change,
): Extract<DomainEvent['type'], `${'message' | 'note'}.${Change['kind']}`> {
  return `${target.kind === 'NOTE' ? 'note' : 'message'}.${kind}`
}

/** A message of another author and a missing one give the same error. */
async function requireOwn(
  tx: Transaction,
  viewer: Viewer,
  conversationId: string,
  messageId: string,
): Promise<OwnRow> {
  const [row] = await tx.$queryRaw<OwnRow[]>`
    SELECT entry.*, ${viewer.name}::text AS sender_name, ${viewer.picture ?? null}::uuid AS sender_picture,
      (EXTRACT(EPOCH FROM now()) * 1000)::float8 AS now
    FROM ${logOf(viewer).name} AS entry
    WHERE entry.id = ${messageId}::uuid AND entry.conversation_id = ${conversationId}::uuid
      AND entry.sender_id = ${viewer.id}::uuid AND entry.kind <> 'EVENT'`
  if (row === undefined) throw new SupportError('not_found')
  return row
}

/** The answer to the first request was lost. */
function isRepeat(row: EntryRow, change: Change, version: number): boolean {
  if (row.version !== version + 1) return false
  return change.kind === 'deleted'
    ? row.deleted_at !== null
    : row.deleted_at === null && row.content === change.content
}

async function requireWithinLimits(tx: Transaction, viewer: Viewer, conversationId: string): Promise<void> {
  const [limit] = await tx.$queryRaw<[{ seconds: number | null }]>`
    WITH locked AS (SELECT * FROM conversation WHERE id = ${conversationId}::uuid)
    SELECT max(seconds) AS seconds FROM (${limitingEntries(viewer)}) AS limiting`
  if (limit.seconds !== null) throw new SupportError('rate_limited', { retryAfterSeconds: limit.seconds })
}

async function writeChange(
  tx: Transaction,
  viewer: Viewer,
  messageId: string,
  change: Change,
): Promise<RecordedEntry> {
  const changes =
    change.kind === 'edited'
      ? Prisma.sql`content = ${change.content}, edited_at = now()`
      : // A deleted word is not unread.
        Prisma.sql`content = '', deleted_at = now(), read = TRUE`
  const [row] = await tx.$queryRaw<[{ entry: RecordedEntry }]>`
    WITH changed AS (
      UPDATE message SET version = version + 1, ${changes} WHERE id = ${messageId}::uuid RETURNING *
    )
    SELECT to_jsonb(changed) || jsonb_build_object(
      'sender_name', ${viewer.name}::text, 'sender_picture', ${viewer.picture ?? null}::uuid) AS entry FROM changed`
  return row.entry
}

/** A deleted visitor message no longer counts as unread, and no longer needs an answer. */
async function forgetWaiting(tx: Transaction, conversationId: string): Promise<void> {
  const words = Prisma.sql`FROM message WHERE conversation_id = conversation.id
    AND sender_side = 'VISITOR' AND kind = 'MESSAGE' AND deleted_at IS NULL`
  await tx.$executeRaw`
    UPDATE conversation SET
      last_visitor_position = COALESCE((SELECT position ${words} ORDER BY position DESC LIMIT 1), 0),
      last_visitor_sequence = COALESCE((SELECT sequence ${words} ORDER BY sequence DESC LIMIT 1), 0),
      waiting_since = (SELECT min(created_at) ${words} AND created_at >= waiting_since),
      set_aside_since = (SELECT min(created_at) ${words} AND created_at >= set_aside_since)
    WHERE id = ${conversationId}::uuid`
}
