import type { Transaction } from '@/server/database/db'
import { presentSide } from '@/server/database/side'
import type { ConversationFacts } from './catalogue'

/** A conversation's status and visitor as they are at this moment of the transaction. */
export async function conversationFacts(tx: Transaction, id: string): Promise<ConversationFacts> {
  const { status, revision, visitorRevision, user } = await tx.conversation.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      revision: true,
      visitorRevision: true,
      user: {
        select: { id: true, revision: true, name: true, email: true, emailToldBy: true, externalId: true },
      },
    },
  })
  const { externalId, emailToldBy, ...told } = user
  const visitor = {
    ...told,
    revision: Number(user.revision),
    emailToldBy: emailToldBy && presentSide(emailToldBy),
    isVerified: externalId !== null,
  }
  return { status, revision: Number(revision), visitorRevision: Number(visitorRevision), visitor }
}
