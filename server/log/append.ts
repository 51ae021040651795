import { v7 as uuidv7 } from 'uuid'
import { conversationChannel, INBOX_CHANNEL } from '@/contract/channels'
import type { InboxEvent } from '@/contract/events'
import type { Message, MessageDraft } from '@/contract/message'
import { queryPrepared, type Transaction } from '@/server/database/db'
import { isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { wakeRelay } from '@/server/events/wake'
import { failPoint } from '@/server/fail-point'
import { requireAgent, requireNotBlocked, type Viewer, visibleTo } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'
import { limitingMessages, secondsUntilFree } from './limits'
import { presentMessage } from './present'
import type { MessageRow } from './row'

/** A stored message, and whether this call stored it: `false` for the repeat of an earlier one. */
export type StoredMessage = { message: Message; created: boolean }

/**
 * Adds a message to a conversation and queues the news of it for everyone watching.
 *
 * One statement takes the conversation's next sequence number, stores the message and notes the outbox events:
 * afterwards either all of it exists or nothing does. A visitor's message reopens a closed conversation and waits for an
 * answer. A reply answers all messages up to its `seenSequence`, or all without one, and with `close` it closes the
 * conversation, unless the visitor wrote after it.
 *
 * Safe to repeat: the same `clientMessageId` from the same sender answers with the message stored first, and closes nothing.
 *
 * @throws SupportError `blocked`, or `forbidden` for a visitor who closes
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
  requireNotBlocked(viewer)
  const post = () => {
    failPoint('before_commit')
    return insertOrFind(viewer, conversationId, draft, (sql) => queryPrepared(`post-${viewer.side}`, sql))
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

/** As {@link appendMessage}, inside a transaction of the caller's, who wakes the relay after the commit. */
export function insertMessage(
  tx: Transaction,
  viewer: Viewer,
  conversationId: string,
  draft: MessageDraft,
): Promise<StoredMessage> {
  return insertOrFind(viewer, conversationId, draft, (sql) => tx.$queryRaw(sql))
}

type StoredRow = MessageRow & { created: boolean }
/**
 * Nothing was stored. `limited_since`: the viewer has written too much since then. `is_behind`: it has not seen what a
 * colleague replied. `is_overtaken`: while it waited for its turn somebody else wrote, so it must look again.
 */
type RefusedRow = { id: null; limited_since: Date; is_behind: boolean; is_overtaken: boolean }

async function insertOrFind(
  viewer: Viewer,
  conversationId: string,
  draft: MessageDraft,
  run: (statement: Prisma.Sql) => Promise<(StoredRow | RefusedRow)[]>,
): Promise<StoredMessage> {
  if (draft.close) requireAgent(viewer, 'close')
  const row = newRow(viewer, conversationId, draft)
  const [stored] = await run(insertStatement(viewer, row, draft))
  if (stored === undefined) throw new SupportError('not_found')
  if (stored.id === null) {
    if (stored.is_behind) throw new SupportError('newer_messages')
    if (stored.is_overtaken) return insertOrFind(viewer, conversationId, draft, run)
    const retryAfterSeconds = secondsUntilFree(stored.limited_since, row.created_at)
    throw new SupportError('rate_limited', { retryAfterSeconds })
  }
  if (stored.content !== draft.content)
    throw new SupportError('idempotency_mismatch', { param: 'clientMessageId' })
  return { message: presentMessage(stored), created: stored.created }
}

type Seen = Pick<MessageDraft, 'seenSequence' | 'close'>

/** The message as it will be stored, but for its sequence, which only the statement knows. */
function newRow(viewer: Viewer, conversationId: string, draft: MessageDraft): MessageRow {
  return {
    id: uuidv7(),
    conversation_id: conversationId,
    sequence: 0n,
    sender_id: viewer.id,
    sender_side: viewer.side === 'visitor' ? 'VISITOR' : 'AGENT',
    sender_name: viewer.name,
    client_message_id: draft.clientMessageId,
    content: draft.content,
    read: false,
    created_at: new Date(),
  }
}

/**
 * The row lock that `locked` takes is held until the commit, so the messages of a conversation and their events have
 * one order. `known` comes first: the repeat of a stored message changes nothing.
 *
 * `next_status` and the numbers of `locked` are those of the conversation as it is once the lock is held. `unseen` is the
 * first message that this reply cannot be an answer to.
 *
 * A statement that waited for the lock has the conversation as it is now, but the messages as they were before. `overtaken` is
 * what tells.
 */
function insertStatement(viewer: Viewer, row: MessageRow, { seenSequence, close = false }: Seen): Prisma.Sql {
  const seen = seenSequence ?? null
  const fromVisitor = viewer.side === 'visitor'
  const poke: InboxEvent['data'] = { conversationId: row.conversation_id, lastSequence: 0 }

  return Prisma.sql`
    WITH locked AS (
      SELECT *, CASE
        WHEN ${fromVisitor} THEN 'OPEN'
        WHEN ${close} AND (last_visitor_sequence > ${seen}::bigint) IS NOT TRUE THEN 'CLOSED'
        ELSE status END AS next_status
      FROM conversation WHERE id = ${row.conversation_id}::uuid AND ${visibleTo(viewer)} FOR UPDATE
    ), known AS (
      SELECT message.* FROM message JOIN locked ON locked.id = message.conversation_id
      WHERE message.sender_id = ${row.sender_id}::uuid AND message.client_message_id = ${row.client_message_id}
    ), limiting AS (
      ${limitingMessages(viewer, row.created_at)}
    ), newer AS (
      SELECT FROM message JOIN locked ON locked.id = message.conversation_id
      WHERE message.sequence > ${seen}::bigint AND message.sender_side = 'AGENT'
        AND message.sender_id <> ${row.sender_id}::uuid
    ), overtaken AS (
      SELECT FROM locked JOIN conversation AS before ON before.id = locked.id
      WHERE ${seen}::bigint IS NOT NULL AND before.last_sequence <> locked.last_sequence
    ), unseen AS (
      SELECT message.created_at FROM message JOIN locked ON locked.id = message.conversation_id
      WHERE message.sequence > ${seen}::bigint AND message.sender_side = 'VISITOR'
        AND message.created_at >= locked.waiting_since
      ORDER BY message.sequence LIMIT 1
    ), taken AS (
      UPDATE conversation SET
        last_sequence = conversation.last_sequence + 1,
        last_visitor_sequence =
          CASE WHEN ${fromVisitor} THEN conversation.last_sequence + 1 ELSE conversation.last_visitor_sequence END,
        status = locked.next_status,
        revision = conversation.revision + (locked.next_status <> locked.status)::int,
        waiting_since = CASE
          WHEN ${fromVisitor} AND locked.status = 'OPEN' THEN COALESCE(locked.waiting_since, ${row.created_at})
          WHEN ${fromVisitor} THEN ${row.created_at}
          WHEN locked.next_status = 'OPEN' THEN (SELECT created_at FROM unseen) END,
        set_aside_since = CASE WHEN ${fromVisitor} THEN conversation.set_aside_since END,
        last_activity_at = GREATEST(conversation.last_activity_at, ${row.created_at}),
        updated_at = ${row.created_at}
      FROM locked
      WHERE conversation.id = locked.id AND NOT EXISTS (SELECT FROM known) AND NOT EXISTS (SELECT FROM limiting)
        AND NOT EXISTS (SELECT FROM newer) AND NOT EXISTS (SELECT FROM overtaken)
      RETURNING conversation.*, locked.next_status <> locked.status AS is_turned
    ), inserted AS (
      INSERT INTO message
        (id, conversation_id, sequence, sender_id, sender_side, client_message_id, content, created_at)
      SELECT ${row.id}::uuid, taken.id, taken.last_sequence, ${row.sender_id}::uuid, ${row.sender_side}::side,
        ${row.client_message_id}, ${row.content}, ${row.created_at}
      FROM taken
      RETURNING *
    ), events AS (
      INSERT INTO outbox_event (event_id, channel, name, payload, coalesce_key)
      SELECT ${uuidv7()}::uuid, ${conversationChannel(row.conversation_id)}, 'message.posted',
        jsonb_set(${JSON.stringify({ message: presentMessage(row) })}::jsonb,
          '{message,sequence}', to_jsonb(taken.last_sequence)), NULL
      FROM taken
      UNION ALL
      SELECT ${uuidv7()}::uuid, ${conversationChannel(row.conversation_id)}, 'conversation.updated',
        jsonb_build_object('conversationId', taken.id, 'revision', taken.revision, 'status', taken.status,
          'visitor', (SELECT jsonb_build_object('name', name, 'email', email) FROM users WHERE id = taken.user_id)), NULL
      FROM taken WHERE taken.is_turned
      UNION ALL
      SELECT ${uuidv7()}::uuid, ${INBOX_CHANNEL}, 'conversation.changed',
        jsonb_set(${JSON.stringify(poke)}::jsonb, '{lastSequence}', to_jsonb(taken.last_sequence)),
        ${row.conversation_id}
      FROM taken
    )
    SELECT stored.*, ${row.sender_name}::text AS sender_name,
      (SELECT max(created_at) FROM limiting) AS limited_since,
      EXISTS (SELECT FROM newer) AS is_behind, EXISTS (SELECT FROM overtaken) AS is_overtaken
    FROM locked LEFT JOIN (
      SELECT *, TRUE AS created FROM inserted UNION ALL SELECT *, FALSE AS created FROM known
    ) AS stored ON TRUE`
}
