import type { Transaction } from '@/server/database/db'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

/**
 * Locks the active admins in the order of their ids, so that of two who change each other one comes first and the other one sees
 * what became of them. The messages that they send meanwhile do not wait for it.
 *
 * @returns the ids of the admins
 * @throws SupportError `forbidden` when the viewer is no admin any more
 */
export async function lockAdmins(tx: Transaction, viewer: Viewer): Promise<string[]> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'ADMIN' AND deactivated_at IS NULL ORDER BY id FOR NO KEY UPDATE`
  const ids = admins.map(({ id }) => id)
  if (!ids.includes(viewer.id)) requireCan({ ...viewer, role: 'agent' }, 'manage_team')
  return ids
}
