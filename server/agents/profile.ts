import type { Profile } from '@/contract/account'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

/**
 * Who the caller is.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function readProfile(viewer: Viewer): Promise<Profile> {
  requireCan(viewer, 'use_account')
  const user = await db.user.findUnique({ where: { id: viewer.id } })
  // Deleted since the call began.
  if (user === null) throw new SupportError('not_authenticated')
  return toProfile(user)
}

/**
 * Changes what visitors see beside the caller's words, also beside earlier ones.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function renameAgent(viewer: Viewer, { name }: { name: string }): Promise<Profile> {
  requireCan(viewer, 'use_account')
  const [user] = await db.user.updateManyAndReturn({ where: { id: viewer.id }, data: { name } })
  if (user === undefined) throw new SupportError('not_authenticated')
  return toProfile(user)
}

type UserRow = { id: string; name: string | null; signInEmail: string | null; role: string }

function toProfile({ id, name, signInEmail, role }: UserRow): Profile {
  return { id, name: name ?? '', email: signInEmail ?? '', role: role === 'ADMIN' ? 'admin' : 'agent' }
}
