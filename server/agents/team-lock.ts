import type { Transaction } from '@/server/database/db'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

/**
 * Locks the active admins in order of id, so that when two admins change each other, the second sees the first one's change. Does
 * not block messages that they send in the meantime.
 *
 * @returns the ids of the admins
 * @throws SupportError `forbidden` if the viewer is no longer an admin
 */
export async function lockAdmins(tx: Transaction, viewer: Viewer): Promise<string[]> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'ADMIN' AND deactivated_at IS NULL ORDER BY id FOR NO KEY UPDATE`
  const ids = admins.map(({ id }) => id)
  if (!ids.includes(viewer.id)) requireCan({ ...viewer, role: 'agent' }, 'manage_team')
  return ids
}
