import { hashPassword } from 'better-auth/crypto'
import type { Acceptance, InvitationPreview } from '@/contract/people/people'
import { recordAudit } from '@/server/audit/record'
import { db, transact } from '@/server/database/db'
import { isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import type { Role } from '../../generated/prisma/client'
import { hashOfLinkToken } from './link-token'
import { createAgent } from './new-agent'

/**
 * What the invitation of a link is for.
 *
 * @throws SupportError `not_found` for a link that never was one or was replaced by another, `invitation_used`,
 *   `invitation_expired` also when it was revoked
 */
export async function previewInvitation(token: string): Promise<InvitationPreview> {
  const { role, email, invitedBy, expiresAt } = await findOpen(token)
  return {
    role: role === 'ADMIN' ? 'admin' : 'agent',
    email,
    invitedBy: invitedBy?.name ?? null,
    expiresAt: expiresAt.toISOString(),
  }
}

/**
 * Makes an account by an invitation. Of two who use it at the same moment one gets it. Nothing is used up by a refusal.
 *
 * @throws SupportError as {@link previewInvitation}; `validation_failed` for another address than the invitation names;
 *   `email_taken`
 */
export async function acceptInvitation({ token, name, email, password }: Acceptance): Promise<void> {
  // All of this is cheap, and hashing a password is not.
  const { email: invited } = await findOpen(token)
  if (invited !== null && invited !== email) throw new SupportError('validation_failed', { param: 'email' })
  const owner = await db.user.findUnique({ where: { signInEmail: email }, select: { id: true } })
  if (owner !== null) throw new SupportError('email_taken', { param: 'email' })
  const passwordHash = await hashPassword(password)

  const isMade = await transact(async (tx) => {
    const [won] = await tx.$queryRaw<{ id: string; role: Role }[]>`
      UPDATE invitation SET accepted_at = now()
      WHERE token_hash = ${hashOfLinkToken(token)} AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
        AND EXISTS (SELECT FROM users WHERE id = invited_by_id AND role = 'ADMIN' AND deactivated_at IS NULL)
      RETURNING id, role`
    if (won === undefined) return false
    const role = won.role === 'ADMIN' ? 'ADMIN' : 'AGENT'
    const id = await createAgent(tx, { role, name, email, proof: { passwordHash } })
    await tx.invitation.update({ where: { id: won.id }, data: { acceptedById: id } })
    await recordAudit(tx, { id }, 'invitation.accepted', won.id)
    return true
  }).catch((error) => {
    if (isUniqueViolation(error)) throw new SupportError('email_taken', { param: 'email', cause: error })
    throw error
  })
  if (isMade) return
  // Another request used it first: says so.
  await findOpen(token)
  throw new SupportError('invitation_expired')
}

async function findOpen(token: string) {
  const found = await db.invitation.findUnique({
    where: { tokenHash: hashOfLinkToken(token) },
    include: { invitedBy: { select: { name: true, role: true, deactivatedAt: true } } },
  })
  if (found === null) throw new SupportError('not_found')
  if (found.acceptedAt !== null) throw new SupportError('invitation_used')
  const isVouchedFor = found.invitedBy?.role === 'ADMIN' && found.invitedBy.deactivatedAt === null
  if (found.revokedAt !== null || found.expiresAt <= new Date() || !isVouchedFor)
    throw new SupportError('invitation_expired')
  return found
}
