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
 * Requires that the caller may connect or disconnect their account. It takes the password, so that a browser left alone does not
 * give its finder a way in that lasts. Count tries before you call it.
 *
 * @throws SupportError `not_found` where there is no provider, `forbidden` for visitors, `wrong_password`
 */
export async function requireMayConnect(viewer: Viewer, { currentPassword }: PasswordProof): Promise<void> {
  requireOidc()
  requireCan(viewer, 'use_account')
  await requirePassword(viewer.id, currentPassword)
}

/**
 * Lets a person of the provider sign in as this agent from now on.
 *
 * @throws SupportError `provider_taken` where that person is another agent, or this agent another person
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
  log.auth.info({ by: agentId }, 'an agent connected their account of the provider')
}

/**
 * Leaves the caller the password alone to sign in with. Sessions stay as they are.
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
