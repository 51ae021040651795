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
 * Updates a visitor's details, and notifies the viewers of all their conversations. Omitted fields keep their values, `null`
 * removes them, and unchanged values are ignored. An address that the visitor gives counts as theirs, even if an agent had
 * entered it before. Verified visitors may only fill in a missing name: what is shown next to "verified" must come from the
 * site or the team.
 *
 * @param viewer the visitor, or an agent
 * @throws SupportError `email_verified` if a visitor would replace the address that their site vouched for
 */
export async function setVisitorDetails(
  tx: Transaction,
  viewer: Viewer,
  { id: visitorId, siteId, conversationIds }: LockedVisitor,
  changes: VisitorChanges,
): Promise<void> {
  const known = await tx.user.findUniqueOrThrow({
    where: { id: visitorId },
    select: { name: true, email: true, emailToldBy: true, emailVerified: true, externalId: true },
  })
  const isVouchedFor = viewer.side === 'visitor' && known.externalId !== null
  const { name: newName = known.name, email: newEmail = known.email } = changes
  if (isVouchedFor && known.emailVerified && newEmail !== known.email)
    throw new SupportError('email_verified', { param: 'visitor.email' })

  const name = (isVouchedFor && known.name) || newName
  const email = isVouchedFor ? known.email : newEmail
  const isOtherEmail = email !== known.email
  const emailToldBy = isVouchedFor ? known.emailToldBy : toldBy(viewer, changes, known)
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

/** The side that entered the address; `null` if there is none. An agent who enters the same address again changes nothing. */
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
