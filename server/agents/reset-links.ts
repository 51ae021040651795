import { hashPassword } from 'better-auth/crypto'
import { RESET_LINK_MS } from '@/contract/limits'
import type { EndedSessions } from '@/contract/people/account'
import type { PasswordReset, ResetPreview } from '@/contract/people/people'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { hashOfLinkToken, newLinkToken } from './link-token'
import { storePassword } from './password'
import { deleteSessions } from './sessions'
import { lockAdmins } from './team-lock'

/** A link's token, told once, and until when it works. */
export type ResetLinkToken = { token: string; expiresAt: Date }

/**
 * Makes a link by which a team member chooses a new password. Earlier links of theirs end.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found`, `account_deactivated`
 */
export async function makeResetLink(viewer: Viewer, agentId: string): Promise<ResetLinkToken> {
  requireCan(viewer, 'manage_team')
  return transact(async (tx) => {
    await lockAdmins(tx, viewer)
    return createResetLink(tx, viewer, agentId)
  })
}

/**
 * As {@link makeResetLink}, for the command line, whose user may do anything already.
 *
 * @throws SupportError `not_found`, `account_deactivated`
 */
export function makeResetLinkFromCommandLine(agentId: string): Promise<ResetLinkToken> {
  return transact((tx) => createResetLink(tx, null, agentId))
}

/**
 * Whose password a link resets.
 *
 * @throws SupportError `not_found` for a link that never was one or has been replaced, `reset_link_used`, `reset_link_expired`
 */
export async function previewReset(token: string): Promise<ResetPreview> {
  const { user, expiresAt } = await findOpen(token)
  return { name: user.name ?? '', email: user.signInEmail ?? '', expiresAt: expiresAt.toISOString() }
}

/**
 * Sets the password of a link's owner and ends all their sessions, so that anyone who signed in as they are is signed out.
 * The link works once.
 *
 * @throws SupportError as {@link previewReset}
 */
export async function resetPassword({ token, password }: PasswordReset): Promise<EndedSessions> {
  await findOpen(token)
  const passwordHash = await hashPassword(password)
  const endedSessions = await transact(async (tx) => {
    const [won] = await tx.$queryRaw<{ id: string; user_id: string }[]>`
      UPDATE reset_link SET used_at = now()
      WHERE token_hash = ${hashOfLinkToken(token)} AND used_at IS NULL AND expires_at > now()
        AND EXISTS (SELECT FROM users WHERE id = reset_link.user_id AND deactivated_at IS NULL)
      RETURNING id, user_id`
    if (won === undefined) return null
    await storePassword(tx, won.user_id, passwordHash)
    await recordAudit(tx, { id: won.user_id }, 'reset_link.used', won.user_id)
    return deleteSessions(tx, won.user_id)
  })
  if (endedSessions !== null) return { endedSessions }
  // Another request used it first: says so.
  await findOpen(token)
  throw new SupportError('reset_link_expired')
}

async function createResetLink(
  tx: Transaction,
  maker: Viewer | null,
  agentId: string,
): Promise<ResetLinkToken> {
  const [agent] = await tx.$queryRaw<{ deactivated_at: Date | null }[]>`
    SELECT deactivated_at FROM users WHERE id = ${agentId}::uuid AND role <> 'VISITOR' FOR NO KEY UPDATE`
  if (agent === undefined) throw new SupportError('not_found')
  if (agent.deactivated_at !== null) throw new SupportError('account_deactivated')

  const { token, hash } = newLinkToken()
  const expiresAt = new Date(Date.now() + RESET_LINK_MS)
  await tx.resetLink.deleteMany({ where: { userId: agentId } })
  await tx.resetLink.create({
    data: { tokenHash: hash, userId: agentId, createdById: maker?.id ?? null, expiresAt },
  })
  await recordAudit(tx, maker, 'reset_link.created', agentId)
  return { token, expiresAt }
}

async function findOpen(token: string) {
  const found = await db.resetLink.findUnique({
    where: { tokenHash: hashOfLinkToken(token) },
    include: { user: { select: { name: true, signInEmail: true, deactivatedAt: true } } },
  })
  if (found === null) throw new SupportError('not_found')
  if (found.usedAt !== null) throw new SupportError('reset_link_used')
  if (found.expiresAt <= new Date() || found.user.deactivatedAt !== null)
    throw new SupportError('reset_link_expired')
  return found
}
