import type { Transaction } from '@/server/database/db'
import { withdrawEvents } from '@/server/events/record'
import { noteEvent } from '@/server/events/transaction'
import { eraseLogs } from '@/server/log/erase'

/** Conversations that one event of the inbox names: many small events would keep it busy, one large one be refused. */
const IDS_PER_EVENT = 100

/**
 * Deletes conversations with everything that was said in them and every event that tells of it, and announces to those
 * who watch that they are gone. The caller holds the rows' locks.
 *
 * @param mentions other ids that no event may carry any more
 * @returns how many messages and notes were deleted
 */
export async function eraseConversations(
  tx: Transaction,
  conversationIds: readonly string[],
  mentions: readonly string[] = [],
): Promise<number> {
  const messages = await eraseLogs(tx, conversationIds)
  await tx.$executeRaw`DELETE FROM conversation WHERE id = ANY(${conversationIds}::uuid[])`
  await withdrawEvents(tx, conversationIds, mentions)
  await forgetLimits(tx, [...conversationIds, ...mentions])
  announceErasure(tx, conversationIds)
  return messages
}

/** What was counted for these ids stands under keys that name them. */
export async function forgetLimits(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM rate_limit_window USING unnest(${ids}::text[]) AS id WHERE position(id IN rate_limit_window.key) > 0`
}

function announceErasure(tx: Transaction, conversationIds: readonly string[]): void {
  for (const conversationId of conversationIds) {
    noteEvent(tx, { type: 'conversation.erased', actor: null, conversationId })
  }
  for (let from = 0; from < conversationIds.length; from += IDS_PER_EVENT) {
    const some = conversationIds.slice(from, from + IDS_PER_EVENT)
    noteEvent(tx, { type: 'conversations.erased', actor: null, conversationIds: some })
  }
}
