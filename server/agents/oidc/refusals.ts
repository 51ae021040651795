import type { ErrorCode } from '@/contract/error-codes'
import { recordAudit } from '@/server/audit/record'
import { transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'

/**
 * Most audit entries per hour; the rest are only logged. Anyone with a provider account can cause these, and entries cannot be
 * deleted.
 */
const MOST_AUDITED_AN_HOUR = 60

/**
 * Records that a person authenticated by the provider was refused, and returns the error to throw.
 *
 * @param agentId the agent whose account it would have been; `null` if there is none
 */
export async function refusal(code: ErrorCode, agentId: string | null): Promise<SupportError> {
  log.auth.warn({ code, agentId }, 'a sign-in with the provider was refused')
  await transact(async (tx) => {
    const recent = await tx.auditEntry.count({
      where: { action: 'sign_in.refused', at: { gt: new Date(Date.now() - 60 * 60 * 1_000) } },
    })
    if (recent < MOST_AUDITED_AN_HOUR) await recordAudit(tx, null, 'sign_in.refused', agentId)
  })
  return new SupportError(code)
}
