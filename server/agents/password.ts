import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { EndedSessions, PasswordChange } from '@/contract/people/account'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { deleteSessions } from './sessions'

/** The provider under which the sign-in library keeps passwords. */
export const CREDENTIAL = 'credential'

/**
 * Changes the caller's password and ends all their other sessions, so that anyone who signed in with the old one is
 * signed out. Count tries before you call it.
 *
 * @throws SupportError `forbidden` for visitors, `wrong_password` when the present one is not right
 */
export async function changePassword(
  viewer: Viewer,
  { currentPassword, newPassword }: PasswordChange,
): Promise<EndedSessions> {
  requireCan(viewer, 'use_account')
  const stored = await requirePassword(viewer.id, currentPassword)
  const hash = await hashPassword(newPassword)
  const endedSessions = await transact(async (tx) => {
    // Changed meanwhile: the present password that was proved is not the present one any more.
    const { count } = await tx.account.updateMany({
      where: { userId: viewer.id, providerId: CREDENTIAL, password: stored },
      data: { password: hash },
    })
    if (count === 0) throw new SupportError('wrong_password', { param: 'currentPassword' })
    await recordAudit(tx, viewer, 'agent.changed_password', viewer.id)
    return deleteSessions(tx, viewer.id, viewer.sessionId)
  })
  log.auth.info({ by: viewer.id, endedSessions }, 'an agent changed their password')
  return { endedSessions }
}

/** Sets an agent's password without asking for the present one, and ends all their sessions. For the command line. */
export async function setPassword(agentId: string, password: string): Promise<number> {
  const hash = await hashPassword(password)
  return transact(async (tx) => {
    await storePassword(tx, agentId, hash)
    await recordAudit(tx, null, 'agent.changed_password', agentId)
    return deleteSessions(tx, agentId)
  })
}

/** Stores a password that was hashed already, also for an account that had none. */
export async function storePassword(tx: Transaction, agentId: string, hash: string): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { userId: agentId, providerId: CREDENTIAL },
    data: { password: hash },
  })
  if (count > 0) return
  await tx.account.create({
    data: { userId: agentId, accountId: agentId, providerId: CREDENTIAL, password: hash },
  })
}

/**
 * Requires an agent's present password. Count tries before you call it.
 *
 * @returns the hash that it fits
 * @throws SupportError `wrong_password`
 */
export async function requirePassword(agentId: string, password: string): Promise<string> {
  const account = await db.account.findFirst({ where: { userId: agentId, providerId: CREDENTIAL } })
  const stored = account?.password ?? null
  if (stored === null || !(await verifyPassword({ hash: stored, password }))) {
    throw new SupportError('wrong_password', { param: 'currentPassword' })
  }
  return stored
}
