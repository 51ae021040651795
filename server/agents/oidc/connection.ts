import type { PasswordProof } from '@/contract/people/account'
import { recordAudit } from '@/server/audit/record'
import { transact } from '@/server/database/db'
import { isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { CREDENTIAL, requirePassword } from '../password'
import type { Identity } from './protocol'
import { requireOidc } from './settings'

/**
 * Requires that the caller may connect or disconnect their account. Requires the password, so that an unattended browser does
 * not give anyone lasting access. Count attempts before you call it.
 *
 * @throws SupportError `not_found` if there is no provider, `forbidden` for visitors, `wrong_password`
 */
export async function requireMayConnect(viewer: Viewer, { currentPassword }: PasswordProof): Promise<void> {
  requireOidc()
  requireCan(viewer, 'use_account')
  await requirePassword(viewer.id, currentPassword)
}

/**
 * Connects an identity at the provider to this agent, so that it can sign in.
 *
 * @throws SupportError `provider_taken` if the identity belongs to another agent, or the agent has another identity
 */
export async function connect(agentId: string, { issuer, subject }: Identity): Promise<void> {
  const account = { userId: agentId, providerId: issuer, accountId: subject }
  await transact(async (tx) => {
    if ((await tx.account.count({ where: account })) > 0) return
    await tx.account.create({ data: account })
    await recordAudit(tx, { id: agentId }, 'agent.connected_provider', agentId)
  }).catch((error) => {
    if (isUniqueViolation(error)) throw new SupportError('provider_taken', { cause: error })
    throw error
  })
  log.auth.info({ by: agentId }, 'an agent connected their account at the provider')
}

/**
 * Disconnects the caller from the provider, leaving the password as their only way to sign in. Keeps their sessions.
 *
 * @throws SupportError as {@link requireMayConnect}
 */
export async function disconnect(viewer: Viewer, proof: PasswordProof): Promise<void> {
  await requireMayConnect(viewer, proof)
  await transact(async (tx) => {
    const { count } = await tx.account.deleteMany({
      where: { userId: viewer.id, providerId: { not: CREDENTIAL } },
    })
    if (count > 0) await recordAudit(tx, viewer, 'agent.disconnected_provider', viewer.id)
  })
}
