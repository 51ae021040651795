import type { VisitorDetails } from '@/contract/conversation'
import type { Transaction } from '@/server/database/db'
import { announceUpdate } from '@/server/events/announce'

/**
 * Writes down what is known of a visitor, and announces it in each of the visitor's conversations. A field that is left out stays as
 * it is; what is known already changes nothing.
 *
 * @param conversationIds all of the visitor's conversations, as `lockVisitor` answers them: they must be held
 */
export async function setVisitorDetails(
  tx: Transaction,
  visitorId: string,
  conversationIds: readonly string[],
  told: VisitorDetails,
): Promise<void> {
  const known = await tx.user.findUniqueOrThrow({
    where: { id: visitorId },
    select: { name: true, email: true },
  })
  const { name = known.name, email = known.email } = told
  if (name === known.name && email === known.email) return

  await tx.user.update({ where: { id: visitorId }, data: { name, email } })
  await tx.conversation.updateMany({
    where: { id: { in: [...conversationIds] } },
    data: { revision: { increment: 1 } },
  })
  for (const id of conversationIds) await announceUpdate(tx, id)
}
