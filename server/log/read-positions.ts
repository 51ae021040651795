import { conversationChannel, INBOX_CHANNEL } from '@/contract/channels'
import type { ReadPosition } from '@/contract/conversation'
import { inTransaction, type Transaction } from '@/server/database/db'
import { recordEvent } from '@/server/events/record'
import { wakeRelay } from '@/server/events/wake'
import type { Viewer } from '@/server/policy/viewer'
import { lockConversation } from './lock'

/**
 * Moves how far the viewer's side has read. It only grows, and never beyond the last message. The other side's
 * messages up to there become `read` in the same transaction.
 *
 * @returns the position that now holds, which may be beyond the one asked for
 * @throws SupportError `not_found` when the conversation is absent or not visible to `viewer`
 */
export async function advanceReadPosition(
  viewer: Viewer,
  conversationId: string,
  sequence: number,
): Promise<ReadPosition> {
  const position = await inTransaction(async (tx) => {
    const conversation = await lockConversation(tx, viewer, conversationId)
    const lastSequence = conversation.last_sequence
    const before =
      viewer.side === 'agent' ? conversation.agent_read_sequence : conversation.visitor_read_sequence
    const target = BigInt(Math.min(sequence, Number(lastSequence)))
    if (target <= before) return before

    await markRead(tx, viewer, conversationId, target)
    await recordEvent(tx, conversationChannel(conversationId), {
      name: 'conversation.read',
      data: { conversationId, side: viewer.side, sequence: Number(target) },
    })
    if (viewer.side === 'agent') {
      await recordEvent(
        tx,
        INBOX_CHANNEL,
        { name: 'conversation.changed', data: { conversationId, lastSequence: Number(lastSequence) } },
        { coalesceKey: conversationId },
      )
    }
    return target
  })
  wakeRelay()
  return { conversationId, side: viewer.side, sequence: Number(position) }
}

async function markRead(
  tx: Transaction,
  viewer: Viewer,
  conversationId: string,
  position: bigint,
): Promise<void> {
  const isAgent = viewer.side === 'agent'
  await tx.conversation.update({
    where: { id: conversationId },
    data: isAgent ? { agentReadSequence: position } : { visitorReadSequence: position },
  })
  await tx.message.updateMany({
    where: {
      conversationId,
      senderSide: isAgent ? 'VISITOR' : 'AGENT',
      read: false,
      sequence: { lte: position },
    },
    data: { read: true },
  })
}
