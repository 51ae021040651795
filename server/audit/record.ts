import type { AuditAction } from '@/contract/people/audit'
import type { Transaction } from '@/server/database/db'
import { OPERATOR_ID } from '@/server/policy/viewer'

/**
 * Records an action for admins, in the transaction that performs it. Ids and actions only: what a person wrote has
 * no place here, because it cannot be deleted.
 *
 * @param actor who did it; `null`: the command line of the server
 * @param subjectId what it was done to
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
