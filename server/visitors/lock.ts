import type { Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'

/** A locked visitor row, with all of its conversations. */
export type LockedVisitor = { id: string; siteId: string; conversationIds: readonly string[] }

/**
 * Locks a visitor and their conversations until the transaction ends. Posting locks the conversation before its author; any
 * other order could deadlock.
 *
 * @throws SupportError `not_found` if there is no such visitor
 */
export async function lockVisitor(tx: Transaction, visitorId: string): Promise<LockedVisitor> {
  await lockConversations(tx, visitorId)
  const [visitor] = await tx.$queryRaw<{ site_id: string }[]>`
    SELECT site_id FROM users WHERE id = ${visitorId}::uuid AND role = 'VISITOR' FOR UPDATE`
  if (visitor === undefined) throw new SupportError('not_found')
  // With the visitor locked, no conversation can be added, but one may have been added just before.
  const conversationIds = await lockConversations(tx, visitorId)
  return { id: visitorId, siteId: visitor.site_id, conversationIds }
}

/** A locked visitor row, with the person's identity. */
export type LockedPerson = LockedVisitor & {
  externalId: string | null
  name: string | null
  email: string | null
  emailVerified: boolean
  isBlocked: boolean
  revision: bigint
}

/** Like {@link lockVisitor}, for several visitors in a fixed order. Missing ones are omitted. */
export async function lockPeople(tx: Transaction, ids: readonly string[]): Promise<LockedPerson[]> {
  await lockConversationsOf(tx, ids)
  const people = await tx.$queryRaw<Omit<LockedPerson, 'conversationIds'>[]>`
    SELECT id, site_id AS "siteId", external_id AS "externalId", name, email, email_verified AS "emailVerified",
      blocked_at IS NOT NULL AS "isBlocked", revision
    FROM users WHERE id = ANY(${ids}::uuid[]) AND role = 'VISITOR' ORDER BY id FOR UPDATE`
  const conversations = await lockConversationsOf(tx, ids)
  return people.map((person) => ({
    ...person,
    conversationIds: conversations.filter(({ user_id }) => user_id === person.id).map(({ id }) => id),
  }))
}

async function lockConversations(tx: Transaction, visitorId: string): Promise<string[]> {
  return (await lockConversationsOf(tx, [visitorId])).map(({ id }) => id)
}

function lockConversationsOf(
  tx: Transaction,
  visitorIds: readonly string[],
): Promise<{ id: string; user_id: string }[]> {
  return tx.$queryRaw`
    SELECT id, user_id FROM conversation WHERE user_id = ANY(${visitorIds}::uuid[]) ORDER BY id FOR UPDATE`
}
