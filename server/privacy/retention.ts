import type { Transaction } from '@/server/database/db'
import { inLongTransaction } from '@/server/events/transaction'
import { log } from '@/server/logger'
import { forgetContacts } from './contact-erasure'
import { type ErasedConversation, eraseConversations, forgetLimits } from './conversation-erasure'

/** Retention periods in days; `undefined` means forever. */
export type Retention = { conversationDays: number | undefined; contactDays: number | undefined }

/** Most rows that one transaction deletes, because it locks all of them. */
const BATCH_SIZE = 50

/** Most batches per call, so that a first call over years of data ends. The next call continues. */
const MAX_BATCHES = 200

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Deletes data past its retention period: closed conversations inactive for `conversationDays`, visitors left without any, and
 * the personal details of visitors whose conversations are all closed and inactive for `contactDays`. Uses small transactions,
 * safe to run in several processes at once. Open screens are notified.
 *
 * @param signal once aborted, the rest is left to the next call
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
      log.privacy.info({ conversations, visitors }, 'deleted old conversations')
  }
  if (contactDays !== undefined) {
    const before = new Date(now.getTime() - contactDays * DAY_MS)
    const visitors = await inBatches((tx) => forgetContacts(tx, before, BATCH_SIZE), signal)
    if (visitors > 0) log.privacy.info({ visitors }, 'deleted old contact data')
  }
}

/** Repeats `work`, each time in a new transaction, until a batch is not full. */
async function inBatches(work: (tx: Transaction) => Promise<number>, signal?: AbortSignal): Promise<number> {
  let total = 0
  for (let batch = 0; batch < MAX_BATCHES && !signal?.aborted; batch += 1) {
    const count = await inLongTransaction(work)
    total += count
    if (count < BATCH_SIZE) break
  }
  return total
}

/** Skips locked conversations: they are being changed, so they are not inactive. */
async function eraseOldConversations(tx: Transaction, before: Date): Promise<number> {
  const rows = await tx.$queryRaw<ErasedConversation[]>`
    SELECT id, site_id AS "siteId" FROM conversation WHERE status = 'CLOSED' AND last_activity_at < ${before}
    ORDER BY last_activity_at LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED`
  if (rows.length > 0) await eraseConversations(tx, rows)
  return rows.length
}

/** The second statement rechecks, because a conversation may have started before the first one acquired the lock. */
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
