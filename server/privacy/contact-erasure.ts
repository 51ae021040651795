import type { Transaction } from '@/server/database/db'
import { withdrawEvents } from '@/server/events/record'
import { noteEvent } from '@/server/events/transaction'
import type { ConversationStatus } from '../../generated/prisma/client'

type ChangedConversation = {
  id: string
  user_id: string
  site_id: string
  status: ConversationStatus
  revision: bigint
  visitor_revision: bigint
  user_revision: bigint
}

/**
 * Erases the personal details of visitors whose conversations are all closed and inactive since `before`: name, address, context,
 * visited pages and tracked events. Keeps the messages.
 *
 * @returns how many visitors were affected, at most `limit`
 */
export async function forgetContacts(tx: Transaction, before: Date, limit: number): Promise<number> {
  const candidates = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'VISITOR' AND created_at < ${before}
      AND (num_nonnulls(name, email, external_id) > 0
        OR EXISTS (SELECT FROM visited_page WHERE visitor_id = users.id)
        OR EXISTS (SELECT FROM tracked_event WHERE visitor_id = users.id) OR EXISTS (
        SELECT FROM conversation WHERE user_id = users.id
          AND num_nonnulls(page_url, referrer, language, time_zone, browser) > 0))
      AND NOT EXISTS (SELECT FROM conversation WHERE user_id = users.id
        AND (status = 'OPEN' OR last_activity_at >= ${before}))
    LIMIT ${limit}`
  const ids = await forgetVisitors(
    tx,
    candidates.map(({ id }) => id),
    before,
  )
  await tx.visitedPage.deleteMany({ where: { visitorId: { in: ids } } })
  await tx.trackedEvent.deleteMany({ where: { visitorId: { in: ids } } })
  const conversations = await forgetOrigins(tx, ids)
  // Unpublished events may contain the name.
  await withdrawEvents(
    tx,
    conversations.map(({ id }) => id),
  )
  for (const { id, user_id, site_id, status, revision, visitor_revision, user_revision } of conversations) {
    noteEvent(tx, {
      type: 'visitor.updated',
      actor: null,
      siteId: site_id,
      visitorId: user_id,
      conversationId: id,
      conversation: {
        status,
        revision: Number(revision),
        visitorRevision: Number(visitor_revision),
        visitor: {
          id: user_id,
          revision: Number(user_revision),
          name: null,
          email: null,
          emailToldBy: null,
          isVerified: false,
        },
      },
    })
  }
  return ids.length
}

/** Locks conversations before users (the posting order), then rechecks under the lock. */
async function forgetVisitors(tx: Transaction, ids: readonly string[], before: Date): Promise<string[]> {
  await tx.$queryRaw`SELECT id FROM conversation WHERE user_id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
  const forgotten = await tx.$queryRaw<{ id: string }[]>`
    UPDATE users SET name = NULL, email = NULL, email_told_by = NULL, email_verified = FALSE, external_id = NULL, updated_at = now()
    WHERE id = ANY(${ids}::uuid[])
      AND NOT EXISTS (SELECT FROM conversation WHERE user_id = users.id
        AND (status = 'OPEN' OR last_activity_at >= ${before}))
    RETURNING id`
  return forgotten.map(({ id }) => id)
}

function forgetOrigins(tx: Transaction, visitorIds: readonly string[]): Promise<ChangedConversation[]> {
  return tx.$queryRaw<ChangedConversation[]>`
    UPDATE conversation SET page_url = NULL, referrer = NULL, language = NULL, time_zone = NULL, browser = NULL,
      updated_at = now(), visitor_updated_at = GREATEST(now(), visitor_updated_at + interval '1 millisecond')
    WHERE user_id = ANY(${visitorIds}::uuid[]) RETURNING id, user_id, site_id, status, revision, visitor_revision,
      (SELECT revision FROM users WHERE id = user_id) AS user_revision`
}
