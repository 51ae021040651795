import type { ErrorCode } from '@/contract/error-codes'
import { recordAudit } from '@/server/audit/record'
import { transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'

/** Anyone with an account at the provider can be refused, and the audit cannot be cleared: further ones stand in the log alone. */
const MOST_AUDITED_AN_HOUR = 60

/**
 * Records that a person whom the provider authenticated was refused, and returns the error to throw.
 *
 * @param agentId whose account it would have been; `null`: no team member's
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
