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

/** Each edit adds a permanent log entry, so their number is bounded. */
const MAX_EDITS = 20

/** `now` is the database's clock, like the message's time, in milliseconds since 1970. */
type OwnRow = PlacedRow & { now: number }

/** The requested change: new text or deletion. */
type Change = { kind: 'edited'; content: string } | { kind: 'deleted' }

/**
 * Edits the viewer's own message or note within five minutes of sending it. The edit gets the next number in the log, so it
 * reaches browsers the way a message does.
 *
 * Safe to retry: if the same edit of `version` is already stored, it is returned.
 *
 * @throws SupportError `blocked`; `not_found` unless it is the viewer's own; `edit_too_late`; `edit_conflict` if `version` is
 *   not the stored one, or the message was deleted; `too_many_edits`; `rate_limited` as for messages
 */
export function editMessage(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
  { content, version }: MessagePatch,
): Promise<Message> {
  return changeMessage(viewer, conversationId, messageId, { kind: 'edited', content }, version)
}

/** Like {@link editMessage}, but removes the text. The message stays in the log, marked as deleted. */
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
    if (isRetry(before, change, version)) return presentMessage(before)
    if (before.version !== version || before.deleted_at !== null) throw new SupportError('edit_conflict')
    const facts = { message: presentMessage(before), now: before.now }
    const action = change.kind === 'edited' ? 'edit_message' : 'delete_message'
    if (!can(viewer, action, facts)) throw new SupportError('edit_too_late')
    if (change.kind === 'edited' && version > MAX_EDITS) throw new SupportError('too_many_edits')
    await requireWithinLimits(tx, viewer, conversationId)

    const target = await writeChange(tx, viewer, messageId, change)
    const entry = await appendEvent(tx, viewer, conversationId, { type: `message_${change.kind}`, target })
    if (change.kind === 'deleted' && viewer.side === 'visitor') await clearWaiting(tx, conversationId)
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

/** Another author's message and a missing one give the same error. */
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

/** Whether the same change was already stored, and its response was lost. */
function isRetry(row: EntryRow, change: Change, version: number): boolean {
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
      : // A deleted message is not unread.
        Prisma.sql`content = '', deleted_at = now(), read = TRUE`
  const [row] = await tx.$queryRaw<[{ entry: RecordedEntry }]>`
    WITH changed AS (
      UPDATE message SET version = version + 1, ${changes} WHERE id = ${messageId}::uuid RETURNING *
    )
    SELECT to_jsonb(changed) || jsonb_build_object(
      'sender_name', ${viewer.name}::text, 'sender_picture', ${viewer.picture ?? null}::uuid) AS entry FROM changed`
  return row.entry
}

/** Deleted messages of the visitor no longer count as unread and no longer need an answer. */
async function clearWaiting(tx: Transaction, conversationId: string): Promise<void> {
  const remaining = Prisma.sql`FROM message WHERE conversation_id = conversation.id
    AND sender_side = 'VISITOR' AND kind = 'MESSAGE' AND deleted_at IS NULL`
  await tx.$executeRaw`
    UPDATE conversation SET
      last_visitor_position = COALESCE((SELECT position ${remaining} ORDER BY position DESC LIMIT 1), 0),
      last_visitor_sequence = COALESCE((SELECT sequence ${remaining} ORDER BY sequence DESC LIMIT 1), 0),
      waiting_since = (SELECT min(created_at) ${remaining} AND created_at >= waiting_since),
      set_aside_since = (SELECT min(created_at) ${remaining} AND created_at >= set_aside_since)
    WHERE id = ${conversationId}::uuid`
}
