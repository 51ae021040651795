import type { AuditAction } from '@/contract/people/audit'
import type { Transaction } from '@/server/database/db'
import { OPERATOR_ID } from '@/server/policy/viewer'

/**
 * Records an action in the audit log, in the transaction that performs it. Stores only ids and actions, never text that people
 * wrote, because entries cannot be deleted.
 *
 * @param actor who did it; `null`: the server's command line
 * @param subjectId what the action was performed on
 */
export async function recordAudit(
  tx: Transaction,
  actor: { id: string } | null,
  action: AuditAction,
  subjectId: string | null,
): Promise<void> {
  const actorId = actor === null || actor.id === OPERATOR_ID ? null : actor.id
  await tx.auditEntry.create({ data: { actorId, action, subjectId } })
}
