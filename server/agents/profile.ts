import type { Profile, ProfilePatch } from '@/contract/people/account'
import { recordAudit } from '@/server/audit/record'
import { db, transact } from '@/server/database/db'
import { isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { oidcSettings } from './oidc/settings'
import { CREDENTIAL, requirePassword } from './password'

/**
 * Who the caller is.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function readProfile(viewer: Viewer): Promise<Profile> {
  requireCan(viewer, 'use_account')
  const user = await db.user.findUnique({
    where: { id: viewer.id },
    include: { twoFactor: true, accounts: { select: { providerId: true } } },
  })
  // Deleted since the call began.
  if (user === null) throw new SupportError('not_authenticated')
  return toProfile(user)
}

/**
 * Changes the caller's name, which visitors see beside earlier words too, or with the present password the address that they
 * sign in with. Count tries of passwords before you call it.
 *
 * @throws SupportError `forbidden` for visitors, `wrong_password`, `email_taken`
 */
export async function changeProfile(
  viewer: Viewer,
  { name, email, currentPassword }: ProfilePatch,
): Promise<Profile> {
  requireCan(viewer, 'use_account')
  if (email !== undefined) await requirePassword(viewer.id, currentPassword ?? '')
  await transact(async (tx) => {
    if (email !== undefined) await recordAudit(tx, viewer, 'agent.changed_email', viewer.id)
    await tx.user.updateMany({
      where: { id: viewer.id },
      data: { ...(name !== undefined && { name }), ...(email !== undefined && { signInEmail: email }) },
    })
  }).catch((error) => {
    if (isUniqueViolation(error)) throw new SupportError('email_taken', { param: 'email', cause: error })
    throw error
  })
  return readProfile(viewer)
}

type UserRow = {
  id: string
  name: string | null
  signInEmail: string | null
  role: string
  twoFactor: { enabledAt: Date | null } | null
  accounts: { providerId: string }[]
  pictureId: string | null
}

function toProfile({ id, name, signInEmail, role, twoFactor, accounts, pictureId }: UserRow): Profile {
  return {
    id,
    name: name ?? '',
    email: signInEmail ?? '',
    role: role === 'ADMIN' ? 'admin' : 'agent',
    hasTwoFactor: (twoFactor?.enabledAt ?? null) !== null,
    signInWays: [
      ...new Set(accounts.map(({ providerId }) => (providerId === CREDENTIAL ? 'password' : 'provider'))),
    ],
    providerName: oidcSettings()?.name ?? null,
    picture: pictureId,
  }
}
