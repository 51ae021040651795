import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/server/database/db'
import { endVisitorSessions } from './ended-sessions'
import type { NewSessionPlace } from './sessions'
import { hashSecret, randomTokenOf } from './token'

/** How long a verified session lasts, in seconds. Pages prove the identity again on every load. */
const VERIFIED_SESSION_SECONDS = 30 * 24 * 60 * 60

/** Most sessions per person: opening another ends the least recently used one. */
const MAX_SESSIONS = 20

/** Opens a session for a visitor verified with this secret. Its token is random and returned only once. */
export async function openVerifiedSession(
  tx: Transaction,
  userId: string,
  { siteId, mode }: NewSessionPlace,
  verifiedBy: string,
): Promise<{ sessionId: string; token: string }> {
  await endOldest(tx, userId)
  const sessionId = uuidv7()
  const token = randomTokenOf(mode)
  const expiresAt = new Date(Date.now() + VERIFIED_SESSION_SECONDS * 1000)
  await tx.visitorSession.create({
    data: { id: sessionId, userId, siteId, mode, verifiedBy, expiresAt, tokenHash: hashSecret(token) },
  })
  return { sessionId, token }
}

async function endOldest(tx: Transaction, userId: string): Promise<void> {
  const surplus = await tx.visitorSession.findMany({
    where: { userId },
    orderBy: [{ lastUsedAt: 'desc' }, { id: 'desc' }],
    skip: MAX_SESSIONS - 1,
    select: { id: true },
  })
  if (surplus.length > 0) await endVisitorSessions(tx, { id: { in: surplus.map(({ id }) => id) } })
}
