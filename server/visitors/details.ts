import type { VisitorDetails } from '@/contract/conversation'
import type { Transaction } from '@/server/database/db'
import { conversationFacts } from '@/server/events/conversation-facts'
import { noteEvent } from '@/server/events/transaction'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import type { LockedVisitor } from './lock'
import { touchConversations } from './touch'

/**
 * Writes down what is known of a visitor, and announces it in each of the visitor's conversations. A field that is left out stays as
 * it is; what is known already changes nothing. Of a visitor for whom their site vouches, their own word fills a missing name and
 * nothing else: what stands beside "verified" must be the site's or the team's.
 *
 * @param viewer who tells it: the visitor, or an agent whom they told
 */
export async function setVisitorDetails(
  tx: Transaction,
  viewer: Viewer,
  { id: visitorId, siteId, conversationIds }: LockedVisitor,
  told: VisitorDetails,
): Promise<void> {
  const known = await tx.user.findUniqueOrThrow({
    where: { id: visitorId },
    select: { name: true, email: true, emailVerified: true, externalId: true },
  })
  const isOwnWord = viewer.side === 'visitor' && known.externalId !== null
  const name = (isOwnWord && known.name) || (told.name ?? known.name)
  const email = isOwnWord ? known.email : (told.email ?? known.email)
  if (name === known.name && email === known.email) return

  const emailVerified = known.emailVerified && email === known.email
  await tx.user.update({ where: { id: visitorId }, data: { name, email, emailVerified } })
  await touchConversations(tx, conversationIds)
  for (const conversationId of conversationIds) {
    const conversation = await conversationFacts(tx, conversationId)
    noteEvent(tx, {
      type: 'visitor.updated',
      actor: actorOf(viewer),
      siteId,
      visitorId,
      conversationId,
      conversation,
    })
  }
}
