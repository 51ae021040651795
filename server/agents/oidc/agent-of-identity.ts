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
 * The agent who is a person of the provider. One whom we do not know becomes an agent when the provider has verified their address
 * and either an admin has invited that address or its domain is allowed. An address alone never opens an account that exists: at
 * some providers people write down whatever address they like.
 *
 * @returns the agent's id
 * @throws SupportError `account_deactivated`, `provider_email_unverified`, `provider_not_connected`, `provider_stranger`; each is
 *   in the audit
 */
export async function agentOfIdentity(
  { identity, contact }: Recognised,
  allowedDomains: readonly string[],
): Promise<string> {
  const known = await findOwner(identity)
  if (known !== null) return known

  const told = await contact()
  if (told === null || !told.isVerified) throw await refusal('provider_email_unverified', null)
  await requireNoNamesake(told.email)

  const isOfTheCompany = allowedDomains.includes(told.email.slice(told.email.lastIndexOf('@') + 1))
  const isOpen = isOfTheCompany && (await isSetUp())
  const joined = await transact((tx) => join(tx, identity, told, isOpen)).catch((error) => {
    if (isUniqueViolation(error)) return 'taken' as const
    throw error
  })
  if (joined === null) throw await refusal('provider_stranger', null)
  if (joined !== 'taken') return joined
  // Another request of the same person was faster, or a colleague took the address.
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

async function requireNoNamesake(email: string): Promise<void> {
  const namesake = await db.user.findUnique({
    where: { signInEmail: email },
    select: { id: true, deactivatedAt: true },
  })
  if (namesake === null) return
  const isActive = namesake.deactivatedAt === null
  throw await refusal(isActive ? 'provider_not_connected' : 'account_deactivated', namesake.id)
}

/**
 * @param isOpen whether the person may join without an invitation
 * @returns the new agent's id, or `null` for a stranger
 */
async function join(
  tx: Transaction,
  { issuer, subject }: Identity,
  { email, name }: Contact,
  isOpen: boolean,
): Promise<string | null> {
  const invitation = await takeInvitation(tx, email)
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

/** The newest one that an admin has made for this address. It is used up unless the transaction fails. */
async function takeInvitation(tx: Transaction, email: string): Promise<{ id: string; role: Role } | null> {
  const [taken] = await tx.$queryRaw<{ id: string; role: Role }[]>`
    UPDATE invitation SET accepted_at = now() WHERE id = (
      SELECT id FROM invitation
      WHERE email = ${email} AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
        AND EXISTS (SELECT FROM users WHERE id = invited_by_id AND role = 'ADMIN' AND deactivated_at IS NULL)
      ORDER BY id DESC LIMIT 1 FOR UPDATE)
    RETURNING id, role`
  return taken ?? null
}
