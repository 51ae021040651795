import { conversationChannel, INBOX_CHANNEL } from '@/contract/channels'
import type { Transaction } from '@/server/database/db'
import { recordEvent, withdrawEvents } from '@/server/events/record'

/** Conversations that one event of the inbox names: many small events would keep it busy, one large one be refused. */
const IDS_PER_EVENT = 100

/**
 * Deletes conversations with everything that was said in them and every event that tells of it, and announces to those
 * who watch that they are gone. The caller holds the rows' locks, and wakes the relay after the commit.
 *
 * @param mentions other ids that no event may carry any more
 * @returns how many messages were deleted
 */
export async function eraseConversations(
  tx: Transaction,
  conversationIds: readonly string[],
  mentions: readonly string[] = [],
): Promise<number> {
  const messages =
    await tx.$executeRaw`DELETE FROM message WHERE conversation_id = ANY(${conversationIds}::uuid[])`
  await tx.$executeRaw`DELETE FROM conversation WHERE id = ANY(${conversationIds}::uuid[])`
  await withdrawEvents(tx, conversationIds, mentions)
  await forgetLimits(tx, [...conversationIds, ...mentions])
  await announceErasure(tx, conversationIds)
  return messages
}

/** What was counted for these ids stands under keys that name them. */
export async function forgetLimits(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM rate_limit_window USING unnest(${ids}::text[]) AS id WHERE position(id IN rate_limit_window.key) > 0`
}

async function announceErasure(tx: Transaction, conversationIds: readonly string[]): Promise<void> {
  for (const conversationId of conversationIds) {
    await recordEvent(tx, conversationChannel(conversationId), {
      name: 'conversation.erased',
      data: { conversationId },
    })
  }
  for (let from = 0; from < conversationIds.length; from += IDS_PER_EVENT) {
    await recordEvent(tx, INBOX_CHANNEL, {
      name: 'conversations.erased',
      data: { conversationIds: conversationIds.slice(from, from + IDS_PER_EVENT) },
    })
  }
}
