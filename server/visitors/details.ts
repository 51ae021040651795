import type { VisitorChanges } from '@/contract/log/conversation'
import type { Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { conversationFacts } from '@/server/events/conversation-facts'
import { noteEvent } from '@/server/events/transaction'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import type { Side, User } from '../../generated/prisma/client'
import type { LockedVisitor } from './lock'
import { touchConversations } from './touch'

/**
 * Writes down what is known of a visitor, and announces it in each of the visitor's conversations. A field that is left out stays as
 * it is, `null` removes it; what is known already changes nothing. An address that the visitor gives counts as theirs, even when an
 * agent had written it down before. Of a visitor for whom their site vouches, their own word fills a missing name and nothing else:
 * what stands beside "verified" must be the site's or the team's.
 *
 * @param viewer who tells it: the visitor, or an agent whom they told
 * @throws SupportError `email_verified` when a visitor would replace the address that their site vouched for
 */
export async function setVisitorDetails(
  tx: Transaction,
  viewer: Viewer,
  { id: visitorId, siteId, conversationIds }: LockedVisitor,
  told: VisitorChanges,
): Promise<void> {
  const known = await tx.user.findUniqueOrThrow({
    where: { id: visitorId },
    select: { name: true, email: true, emailToldBy: true, emailVerified: true, externalId: true },
  })
  const isVouchedFor = viewer.side === 'visitor' && known.externalId !== null
  const { name: toldName = known.name, email: toldEmail = known.email } = told
  if (isVouchedFor && known.emailVerified && toldEmail !== known.email)
    throw new SupportError('email_verified', { param: 'visitor.email' })

  const name = (isVouchedFor && known.name) || toldName
  const email = isVouchedFor ? known.email : toldEmail
  const isOtherEmail = email !== known.email
  const emailToldBy = isVouchedFor ? known.emailToldBy : toldBy(viewer, told, known)
  if (name === known.name && !isOtherEmail && emailToldBy === known.emailToldBy) return

  const emailVerified = known.emailVerified && !isOtherEmail
  await tx.user.update({ where: { id: visitorId }, data: { name, email, emailToldBy, emailVerified } })
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

/** The side that wrote the address down; `null` for no address. An agent who repeats one changes nothing. */
function toldBy(
  viewer: Viewer,
  { email }: VisitorChanges,
  known: Pick<User, 'email' | 'emailToldBy'>,
): Side | null {
  if (email === undefined) return known.emailToldBy
  if (email === null) return null
  if (viewer.side === 'visitor') return 'VISITOR'
  return email === known.email ? known.emailToldBy : 'AGENT'
}
