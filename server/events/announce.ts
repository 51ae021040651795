import { conversationChannel, INBOX_CHANNEL } from '@/contract/channels'
import type { ConversationEvent } from '@/contract/events'
import type { Transaction } from '@/server/database/db'
import { recordEvent } from './record'

type Subject = { id: string; lastSequence: bigint }

/** Notes what happened in a conversation for those who watch it, and a poke for the agents' inbox. */
export async function announce(tx: Transaction, subject: Subject, event: ConversationEvent): Promise<void> {
  await recordEvent(tx, conversationChannel(subject.id), event)
  await announceToInbox(tx, subject)
}

/** Notes a poke for the agents' inbox alone, where a conversation appears with its first message. */
export async function announceToInbox(tx: Transaction, { id, lastSequence }: Subject): Promise<void> {
  if (lastSequence === 0n) return
  await recordEvent(
    tx,
    INBOX_CHANNEL,
    { name: 'conversation.changed', data: { conversationId: id, lastSequence: Number(lastSequence) } },
    { coalesceKey: id },
  )
}

/** Announces a conversation's status and visitor as they are at this moment of the transaction. */
export async function announceUpdate(tx: Transaction, id: string): Promise<void> {
  const { status, revision, lastSequence, user } = await tx.conversation.findUniqueOrThrow({
    where: { id },
    include: { user: { select: { name: true, email: true } } },
  })
  await announce(
    tx,
    { id, lastSequence },
    {
      name: 'conversation.updated',
      data: { conversationId: id, revision: Number(revision), status, visitor: user },
    },
  )
}
