import { v7 as uuidv7 } from 'uuid'
import type { MessageDraft } from '@/contract/log/message'
import type { EntryRow, PlacedRow } from '@/server/database/entry-row'
import { type ConversationEventType, channelsOfConversation } from '@/server/events/channels'
import { actorOf, type Viewer, visibleTo } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'
import { limitingEntries } from './limits'
import { logOf } from './views'

/** Message ages use the database's clock, because those of app servers differ. Columns store milliseconds. */
const NOW = Prisma.sql`date_trunc('milliseconds', now())`

/** A row without its numbers and its time, which the statement assigns. */
type NewRow = Omit<EntryRow, 'position' | 'sequence' | 'created_at'>

/** The statement's row for a stored message. `created` if by this call rather than an earlier one. */
export type StoredRow = PlacedRow & { created: boolean }

/**
 * Nothing was stored. `limited_for`: the viewer has written too much and must wait this many seconds. `is_behind`: they have
 * not seen a colleague's reply. `is_overtaken`: another entry was added while this waited for the lock, so retry. If none is
 * set, the message would reopen or close the conversation, which this form of the statement cannot do.
 */
export type RefusedRow = { id: null; limited_for: number | null; is_behind: boolean; is_overtaken: boolean }

/**
 * Whether the statement can also store the event of a message that reopens or closes its conversation. Without it, it is
 * cheaper.
 */
export type Turning = { canTurn: boolean }

/** The message to store. */
export function newRow(viewer: Viewer, conversationId: string, draft: MessageDraft): NewRow {
  const isNote = draft.kind === 'note'
  return {
    id: uuidv7(),
    conversation_id: conversationId,
    kind: isNote ? 'NOTE' : 'MESSAGE',
    sender_id: viewer.id,
    sender_side: viewer.side === 'visitor' ? 'VISITOR' : 'AGENT',
    sender_name: viewer.name,
    sender_picture: viewer.picture ?? null,
    client_message_id: draft.clientMessageId,
    content: draft.content,
    event: null,
    read: isNote,
    version: 1,
    edited_at: null,
    deleted_at: null,
  }
}

/**
 * Stores a message or a note with all its consequences, or refuses it, in one statement.
 *
 * `locked` holds the row lock until the commit, so that a conversation's entries and their events are in the same order.
 * `known` is checked first: retrying a stored message changes nothing.
 *
 * A visitor's message reopens a closed conversation, and an agent's may close it. The event then gets the number before or
 * after the message, and `turns` counts it. Few messages do this: without `canTurn`, the statement is smaller and refuses them.
 * `next_status` and the numbers in `locked` are the conversation's values once the lock is held. `unseen` is the first message
 * that this reply cannot be an answer to.
 *
 * It increments the conversation's revisions itself; other updates leave that to a trigger.
 *
 * A statement that waited for the lock sees the current conversation row, but an old snapshot of the log. `overtaken` detects
 * this.
 */
export function appendStatement(
  viewer: Viewer,
  row: NewRow,
  { seenSequence, close = false }: Pick<MessageDraft, 'seenSequence' | 'close'>,
  { canTurn }: Turning,
): Prisma.Sql {
  const seen = seenSequence ?? null
  const fromVisitor = viewer.side === 'visitor'
  const isNote = row.kind === 'NOTE'
  const log = logOf(viewer).name
  const actor = JSON.stringify(actorOf(viewer))
  const turn = canTurn ? turnRow(row, fromVisitor ? 'reopened' : 'closed') : null
  const turned = fromVisitor ? 'conversation.reopened' : 'conversation.closed'
  const created = isNote ? 'note.created' : 'message.created'
  const channelsOf = (type: ConversationEventType) => channelsOnItsSite(type, row.conversation_id)

  return Prisma.sql`
    WITH locked AS (
      SELECT *, next_status <> status AS is_turned, (next_status <> status)::int AS turns FROM (
        SELECT *, CASE
          WHEN ${fromVisitor} THEN 'OPEN'
          WHEN ${close} AND (last_visitor_position > ${seen}::bigint) IS NOT TRUE THEN 'CLOSED'
          ELSE status END AS next_status
        FROM conversation WHERE id = ${row.conversation_id}::uuid AND ${visibleTo(viewer)} FOR UPDATE
      ) AS conversation
    ), known AS (
      SELECT entry.* FROM ${log} AS entry JOIN locked ON locked.id = entry.conversation_id
      WHERE entry.sender_id = ${row.sender_id}::uuid AND entry.client_message_id = ${row.client_message_id}
    ), limiting AS (
      ${limitingEntries(viewer)}
    ), newer AS (
      SELECT FROM ${log} AS entry JOIN locked ON locked.id = entry.conversation_id
      WHERE NOT ${isNote} AND entry.place > ${seen}::bigint AND entry.kind = 'MESSAGE' AND entry.sender_side = 'AGENT'
        AND entry.sender_id <> ${row.sender_id}::uuid
    ), overtaken AS (
      SELECT FROM locked JOIN conversation AS before ON before.id = locked.id
      WHERE ${seen}::bigint IS NOT NULL AND before.last_position <> locked.last_position
    ), unseen AS (
      SELECT entry.created_at FROM ${log} AS entry JOIN locked ON locked.id = entry.conversation_id
      WHERE entry.place > ${seen}::bigint AND entry.kind = 'MESSAGE' AND entry.sender_side = 'VISITOR'
        AND entry.deleted_at IS NULL AND entry.created_at >= locked.waiting_since
      ORDER BY entry.place LIMIT 1
    ), taken AS (
      UPDATE conversation SET
        last_position = locked.last_position + 1 + turns,
        last_shown_position = locked.last_position + 1 + CASE WHEN ${fromVisitor} THEN turns ELSE 0 END,
        ${isNote ? Prisma.empty : changesOfMessage(fromVisitor)}
        revision = conversation.revision + 1,
        updated_at = ${NOW}
      FROM locked
      WHERE conversation.id = locked.id AND NOT EXISTS (SELECT FROM known) AND NOT EXISTS (SELECT FROM limiting)
        AND NOT EXISTS (SELECT FROM newer) AND NOT EXISTS (SELECT FROM overtaken)
        ${canTurn ? Prisma.empty : Prisma.sql`AND NOT is_turned`}
      RETURNING conversation.*, locked.is_turned,
        CASE WHEN ${!isNote} THEN conversation.last_shown_sequence END AS sequence,
        locked.last_position + CASE WHEN ${fromVisitor} THEN 1 ELSE 2 END AS turn_position,
        locked.last_sequence + CASE WHEN ${fromVisitor} THEN 1 ELSE 2 END AS turn_sequence
    ), inserted AS (
      INSERT INTO message (id, conversation_id, kind, position, sequence, sender_id, sender_side, client_message_id, content, read,
        created_at)
      SELECT ${row.id}::uuid, taken.id, ${row.kind}::message_kind, taken.last_shown_position, taken.sequence,
        ${row.sender_id}::uuid, ${row.sender_side}::side, ${row.client_message_id}, ${row.content}, ${row.read}, ${NOW}
      FROM taken
      RETURNING *
    ) ${turn ? turnedEntry(turn) : Prisma.empty}, recorded AS (
      INSERT INTO outbox_event (event_id, type, conversation_id, channels, payload)
      SELECT event_id, type, conversation_id, channels, jsonb_build_object('actor', ${actor}::jsonb,
        'siteId', site_id, 'conversationId', conversation_id) || payload
      FROM (
        SELECT ${uuidv7()}::uuid AS event_id, ${created} AS type, taken.id AS conversation_id, taken.site_id,
          ${channelsOf(created)} AS channels,
          jsonb_build_object('entry', ${JSON.stringify(row)}::jsonb
            || jsonb_build_object('position', taken.last_shown_position, 'sequence', taken.sequence, 'created_at', ${NOW})
          ) AS payload,
          taken.last_shown_position AS place
        FROM taken
        ${turn ? turnedEvent(turned, turn, channelsOf(turned)) : Prisma.empty}
      ) AS event
    )
    SELECT stored.*, ${row.sender_name}::text AS sender_name, ${row.sender_picture}::uuid AS sender_picture,
      (SELECT max(seconds) FROM limiting) AS limited_for,
      EXISTS (SELECT FROM newer) AS is_behind, EXISTS (SELECT FROM overtaken) AS is_overtaken
    FROM locked LEFT JOIN (
      SELECT *, ${fromVisitor ? Prisma.sql`sequence` : Prisma.sql`position`} AS place, TRUE AS created FROM inserted
      UNION ALL SELECT *, FALSE AS created FROM known
    ) AS stored ON TRUE`
}

/** The log entry for reopening or closing the conversation. */
function turnedEntry(turn: NewRow): Prisma.Sql {
  return Prisma.sql`, turned AS (
      INSERT INTO message (id, conversation_id, kind, position, sequence, sender_id, sender_side, content, event, read, created_at)
      SELECT ${turn.id}::uuid, taken.id, 'EVENT', taken.turn_position, taken.turn_sequence,
        ${turn.sender_id}::uuid, ${turn.sender_side}::side, '', ${JSON.stringify(turn.event)}::jsonb, TRUE, ${NOW}
      FROM taken WHERE taken.is_turned
    )`
}

/** The event for reopening or closing the conversation, before or after the message's. */
function turnedEvent(type: ConversationEventType, turn: NewRow, channels: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`UNION ALL
        SELECT ${uuidv7()}::uuid, ${type}, taken.id, taken.site_id, ${channels},
          jsonb_build_object(
            'entry', ${JSON.stringify(turn)}::jsonb
              || jsonb_build_object('position', taken.turn_position, 'sequence', taken.turn_sequence, 'created_at', ${NOW}),
            'conversation', jsonb_build_object('revision', taken.revision, 'visitorRevision', taken.visitor_revision,
              'status', taken.status,
              'visitor', (SELECT jsonb_build_object('id', id, 'revision', revision, 'name', name, 'email', email,
                'emailToldBy', lower(email_told_by::text), 'isVerified', external_id IS NOT NULL)
                FROM users WHERE id = taken.user_id))),
          taken.turn_position
        FROM taken WHERE taken.is_turned
        ORDER BY place`
}

/** A placeholder: only the statement knows the conversation's site. */
const SITE = '<site>'

/** The event's channels, with the site of the conversation in `taken`. */
function channelsOnItsSite(type: ConversationEventType, conversationId: string): Prisma.Sql {
  const channels = channelsOfConversation(type, { siteId: SITE, conversationId }).join()
  return Prisma.sql`string_to_array(replace(${channels}, ${SITE}, taken.site_id), ',')`
}

/** The columns of `conversation` that a message changes. Notes change none of them, so that visitors do not notice. */
function changesOfMessage(fromVisitor: boolean): Prisma.Sql {
  const position = Prisma.sql`locked.last_position + 1 + turns`
  const sequence = Prisma.sql`locked.last_sequence + 1 + turns`
  const common = Prisma.sql`
    last_sequence = ${sequence},
    status = locked.next_status,
    last_activity_at = GREATEST(conversation.last_activity_at, ${NOW}),
    visitor_revision = conversation.visitor_revision + 1,
    visitor_updated_at = ${NOW},`
  if (fromVisitor)
    return Prisma.sql`${common}
    last_shown_sequence = ${sequence},
    last_visitor_position = ${position},
    last_visitor_sequence = ${sequence},
    waiting_since = CASE WHEN locked.status = 'OPEN' THEN COALESCE(locked.waiting_since, ${NOW}) ELSE ${NOW} END,`
  return Prisma.sql`${common}
    last_shown_sequence = locked.last_sequence + 1,
    waiting_since = CASE WHEN locked.next_status = 'OPEN' THEN (SELECT created_at FROM unseen) END,
    set_aside_since = NULL,`
}

/** The event of a message that reopens or closes its conversation. */
function turnRow(row: NewRow, type: 'reopened' | 'closed'): NewRow {
  return {
    ...row,
    id: uuidv7(),
    kind: 'EVENT',
    client_message_id: null,
    content: '',
    event: { type },
    read: true,
  }
}
