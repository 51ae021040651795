import { conversationChannel, INBOX_CHANNEL } from '@/contract/channels'
import type { ConversationEvent } from '@/contract/events'
import type { Transaction } from '@/server/db'
import { recordEvent } from '@/server/outbox/record'

type Subject = { id: string; lastSequence: bigint }

/** Notes what happened in a conversation for those who watch it, and a poke for the agents' inbox. */
export async function announce(
  tx: Transaction,
  { id, lastSequence }: Subject,
  event: ConversationEvent,
): Promise<void> {
  await recordEvent(tx, conversationChannel(id), event)
  await recordEvent(
    tx,
    INBOX_CHANNEL,
    { name: 'conversation.changed', data: { conversationId: id, lastSequence: Number(lastSequence) } },
    { coalesceKey: id },
  )
}
