import type { Transaction } from '@/server/database/db'
import { withdrawEvents } from '@/server/events/record'
import { noteEvent } from '@/server/events/transaction'
import { eraseLogs } from '@/server/log/erase'

/** Conversations per inbox event: many small events would be slow, and one large event would be rejected. */
const IDS_PER_EVENT = 100

/** A conversation to delete. */
export type ErasedConversation = { id: string; siteId: string }

/**
 * Deletes conversations with their logs and all events about them, and notifies their viewers. The caller must hold the rows'
 * locks.
 *
 * @param mentions other ids whose events must be deleted too
 * @returns how many messages and notes were deleted
 */
export async function eraseConversations(
  tx: Transaction,
  conversations: readonly ErasedConversation[],
  mentions: readonly string[] = [],
): Promise<number> {
  const conversationIds = conversations.map(({ id }) => id)
  const messages = await eraseLogs(tx, conversationIds)
  await tx.$executeRaw`DELETE FROM conversation WHERE id = ANY(${conversationIds}::uuid[])`
  await withdrawEvents(tx, conversationIds, mentions)
  await forgetLimits(tx, [...conversationIds, ...mentions])
  announceErasure(tx, conversations)
  return messages
}

/** Deletes the rate limits of these ids, whose keys contain them. */
export async function forgetLimits(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM rate_limit_window USING unnest(${ids}::text[]) AS id WHERE position(id IN rate_limit_window.key) > 0`
}

function announceErasure(tx: Transaction, conversations: readonly ErasedConversation[]): void {
  for (const { id: conversationId, siteId } of conversations) {
    noteEvent(tx, { type: 'conversation.erased', actor: null, siteId, conversationId })
  }
  for (const siteId of new Set(conversations.map((one) => one.siteId))) {
    const ids = conversations.filter((one) => one.siteId === siteId).map(({ id }) => id)
    for (let from = 0; from < ids.length; from += IDS_PER_EVENT) {
      const conversationIds = ids.slice(from, from + IDS_PER_EVENT)
      noteEvent(tx, { type: 'conversations.erased', actor: null, siteId, conversationIds })
    }
  }
}
