import type { Transaction } from '@/server/database/db'
import { inLongTransaction } from '@/server/events/transaction'
import { log } from '@/server/logger'
import { forgetContacts } from './contact-erasure'
import { type ErasedConversation, eraseConversations, forgetLimits } from './conversation-erasure'

/** How long things are kept, in days; `undefined` for ever. */
export type Retention = { conversationDays: number | undefined; contactDays: number | undefined }

/** What one transaction deletes at most: it holds the locks of all of it. */
const BATCH_SIZE = 50

/** What one call does at most; the rest waits for the next, so that a first call over years of data ends. */
const MAX_BATCHES = 200

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Deletes what has been kept long enough: closed conversations without activity for `conversationDays`, visitors who then
 * have none, and what is known of visitors whose conversations are all closed and without activity for `contactDays`.
 * Works in small transactions, and several processes may do it at once. Screens that show any of it are told.
 *
 * @param signal once aborted, the rest waits for the next call
 */
export async function forgetOld(
  { conversationDays, contactDays }: Retention,
  now: Date = new Date(),
  signal?: AbortSignal,
): Promise<void> {
  if (conversationDays !== undefined) {
    const before = new Date(now.getTime() - conversationDays * DAY_MS)
    const conversations = await inBatches((tx) => eraseOldConversations(tx, before), signal)
    const visitors = await inBatches((tx) => eraseIdleVisitors(tx, before), signal)
    if (conversations + visitors > 0)
      log.privacy.info({ conversations, visitors }, 'old conversations were deleted')
  }
  if (contactDays !== undefined) {
    const before = new Date(now.getTime() - contactDays * DAY_MS)
    const visitors = await inBatches((tx) => forgetContacts(tx, before, BATCH_SIZE), signal)
    if (visitors > 0) log.privacy.info({ visitors }, 'old contact data was deleted')
  }
}

/** Repeats `work`, each time in a transaction of its own, until a batch is not full. */
async function inBatches(work: (tx: Transaction) => Promise<number>, signal?: AbortSignal): Promise<number> {
  let total = 0
  for (let batch = 0; batch < MAX_BATCHES && !signal?.aborted; batch += 1) {
    const count = await inLongTransaction(work)
    total += count
    if (count < BATCH_SIZE) break
  }
  return total
}

/** A transaction that holds a conversation is about to change it: it is not old. */
async function eraseOldConversations(tx: Transaction, before: Date): Promise<number> {
  const rows = await tx.$queryRaw<ErasedConversation[]>`
    SELECT id, site_id AS "siteId" FROM conversation WHERE status = 'CLOSED' AND last_activity_at < ${before}
    ORDER BY last_activity_at LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED`
  if (rows.length > 0) await eraseConversations(tx, rows)
  return rows.length
}

/** The second statement looks once more: a conversation may have begun before the first one had the lock. */
async function eraseIdleVisitors(tx: Transaction, before: Date): Promise<number> {
  const idle = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'VISITOR' AND created_at < ${before}
      AND NOT EXISTS (SELECT FROM conversation WHERE user_id = users.id)
    LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED`
  const ids = idle.map(({ id }) => id)
  await forgetLimits(tx, ids)
  return tx.$executeRaw`
    DELETE FROM users WHERE id = ANY(${ids}::uuid[])
      AND NOT EXISTS (SELECT FROM conversation WHERE user_id = users.id)`
}
