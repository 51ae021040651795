import type { ReadPosition } from '@/contract/log/conversation'
import type { Transaction } from '@/server/database/db'
import type { DomainEvent } from '@/server/events/catalogue'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { Prisma } from '../../generated/prisma/client'
import { lockConversation } from './lock'

/**
 * Moves how far the viewer's side has read, in the viewer's numbering. It only grows, and never beyond the last entry. The
 * other side's messages up to there become `read` in the same transaction.
 *
 * @returns the position that now holds, which may be beyond the one asked for
 * @throws SupportError `not_found` when the conversation is absent or not visible to `viewer`
 */
export async function advanceReadPosition(
  viewer: Viewer,
  conversationId: string,
  place: number,
): Promise<ReadPosition> {
  const isAgent = viewer.side === 'agent'
  return inTransaction(async (tx) => {
    const locked = await lockConversation(tx, viewer, conversationId)
    const before = Number(isAgent ? locked.agent_read_position : locked.visitor_read_sequence)
    const last = Number(isAgent ? locked.last_position : locked.last_sequence)
    const target = Math.min(place, last)
    if (target <= before) return { conversationId, side: viewer.side, sequence: before }

    const reached = isAgent
      ? await readByTeam(tx, conversationId, target)
      : await readByVisitor(tx, conversationId, target)
    const grew = !isAgent || reached.sequence > locked.agent_read_sequence
    noteEvent(tx, {
      type: 'conversation.read',
      actor: actorOf(viewer),
      siteId: locked.site_id,
      conversationId,
      side: viewer.side,
      position: Number(reached.position),
      sequence: grew ? Number(reached.sequence) : null,
    } satisfies DomainEvent)
    return { conversationId, side: viewer.side, sequence: target }
  })
}

/** A read mark in both numberings. */
type Mark = { position: bigint; sequence: bigint }

function readByTeam(tx: Transaction, conversationId: string, position: number): Promise<Mark> {
  const sequence = Prisma.sql`GREATEST(agent_read_sequence, (
    SELECT sequence FROM message WHERE conversation_id = ${conversationId}::uuid AND position <= ${position}
      AND sequence IS NOT NULL ORDER BY position DESC LIMIT 1))`
  return mark(tx, conversationId, {
    change: Prisma.sql`agent_read_position = ${position}, agent_read_sequence = ${sequence}`,
    reached: Prisma.sql`agent_read_position AS position, agent_read_sequence AS sequence`,
    others: Prisma.sql`'VISITOR'`,
  })
}

function readByVisitor(tx: Transaction, conversationId: string, sequence: number): Promise<Mark> {
  const position = Prisma.sql`(SELECT position FROM message
    WHERE conversation_id = ${conversationId}::uuid AND sequence = ${sequence})`
  return mark(tx, conversationId, {
    change: Prisma.sql`visitor_read_sequence = ${sequence}, visitor_read_position = ${position}`,
    reached: Prisma.sql`visitor_read_position AS position, visitor_read_sequence AS sequence`,
    others: Prisma.sql`'AGENT'`,
  })
}

async function mark(
  tx: Transaction,
  conversationId: string,
  { change, reached, others }: { change: Prisma.Sql; reached: Prisma.Sql; others: Prisma.Sql },
): Promise<Mark> {
  const [mark] = await tx.$queryRaw<[Mark]>`
    WITH moved AS (
      UPDATE conversation SET ${change}, updated_at = now() WHERE id = ${conversationId}::uuid RETURNING ${reached}
    ), marked AS (
      UPDATE message SET read = TRUE FROM moved
      WHERE message.conversation_id = ${conversationId}::uuid AND message.sender_side = ${others}
        AND NOT message.read AND message.sequence <= moved.sequence
    )
    SELECT position, sequence FROM moved`
  return mark
}
