import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { isUniqueViolation } from '@/server/database/errors'
import { log } from '@/server/logger'
import type { Role } from '../../../generated/prisma/client'
import { isSetUp } from '../installation'
import { createAgent } from '../new-agent'
import type { Contact, Identity, Recognised } from './protocol'
import { refusal } from './refusals'

/**
 * Finds the agent with this identity at the provider. Unknown people become agents if the provider has verified their address
 * and either an admin invited that address or its domain is allowed. A matching address alone never opens an existing account:
 * some providers let people enter any address.
 *
 * @returns the agent's id
 * @throws SupportError `account_deactivated`, `provider_email_unverified`, `provider_not_connected`, `provider_stranger`; each is
 *   recorded in the audit log
 */
export async function agentOfIdentity(
  { identity, contact }: Recognised,
  allowedDomains: readonly string[],
): Promise<string> {
  const known = await findOwner(identity)
  if (known !== null) return known

  const details = await contact()
  if (details === null || !details.isVerified) throw await refusal('provider_email_unverified', null)
  await requireFreeAddress(details.email)

  const isOfTheCompany = allowedDomains.includes(details.email.slice(details.email.lastIndexOf('@') + 1))
  const isOpen = isOfTheCompany && (await isSetUp())
  const joined = await transact((tx) => join(tx, identity, details, isOpen)).catch((error) => {
    if (isUniqueViolation(error)) return 'taken' as const
    throw error
  })
  if (joined === null) throw await refusal('provider_stranger', null)
  if (joined !== 'taken') return joined
  // Another request by the same person was faster, or a colleague took the address.
  const owner = await findOwner(identity)
  if (owner === null) throw await refusal('provider_not_connected', null)
  return owner
}

async function findOwner({ issuer, subject }: Identity): Promise<string | null> {
  const account = await db.account.findUnique({
    where: { providerId_accountId: { providerId: issuer, accountId: subject } },
    include: { user: { select: { id: true, deactivatedAt: true } } },
  })
  if (account === null) return null
  const { id, deactivatedAt } = account.user
  if (deactivatedAt !== null) throw await refusal('account_deactivated', id)
  return id
}

async function requireFreeAddress(email: string): Promise<void> {
  const owner = await db.user.findUnique({
    where: { signInEmail: email },
    select: { id: true, deactivatedAt: true },
  })
  if (owner === null) return
  const isActive = owner.deactivatedAt === null
  throw await refusal(isActive ? 'provider_not_connected' : 'account_deactivated', owner.id)
}

/**
 * @param isOpen whether the person may join without an invitation
 * @returns the new agent's id, or `null` if the person may not join
 */
async function join(
  tx: Transaction,
  { issuer, subject }: Identity,
  { email, name }: Contact,
  isOpen: boolean,
): Promise<string | null> {
  const invitation = await consumeInvitation(tx, email)
  if (invitation === null && !isOpen) return null

  const id = await createAgent(tx, {
    role: invitation?.role === 'ADMIN' ? 'ADMIN' : 'AGENT',
    name: name ?? email.slice(0, email.lastIndexOf('@')),
    email,
    proof: { issuer, subject },
  })
  if (invitation !== null) {
    await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedById: id } })
    await recordAudit(tx, { id }, 'invitation.accepted', invitation.id)
  }
  await recordAudit(tx, { id }, 'agent.joined_by_provider', id)
  log.auth.info({ agentId: id }, 'an agent joined by signing in with the provider')
  return id
}

/** Uses up the newest valid invitation for this address, unless the transaction fails. */
async function consumeInvitation(tx: Transaction, email: string): Promise<{ id: string; role: Role } | null> {
  const [used] = await tx.$queryRaw<{ id: string; role: Role }[]>`
    UPDATE invitation SET accepted_at = now() WHERE id = (
      SELECT id FROM invitation
      WHERE email = ${email} AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
        AND EXISTS (SELECT FROM users WHERE id = invited_by_id AND role = 'ADMIN' AND deactivated_at IS NULL)
      ORDER BY id DESC LIMIT 1 FOR UPDATE)
    RETURNING id, role`
  return used ?? null
}
