import type { Transaction } from '@/server/database/db'
import { presentSide } from '@/server/database/side'
import type { ConversationFacts } from './catalogue'

/** A conversation's status and visitor at this point in the transaction. */
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
  const { externalId, emailToldBy, ...details } = user
  const visitor = {
    ...details,
    revision: Number(user.revision),
    emailToldBy: emailToldBy && presentSide(emailToldBy),
    isVerified: externalId !== null,
  }
  return { status, revision: Number(revision), visitorRevision: Number(visitorRevision), visitor }
}
