import type { MemberPatch, Team, TeamMember } from '@/contract/people/people'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { lockAdmins } from './team-lock'

/**
 * Everybody of the team: by name, those who are deactivated last.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function listTeam(viewer: Viewer): Promise<Team> {
  requireCan(viewer, 'see_team')
  const members = await db.user.findMany({
    where: { role: { not: 'VISITOR' } },
    include: { twoFactor: true },
    orderBy: [{ deactivatedAt: { sort: 'desc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
  })
  return { data: members.map(toMember) }
}

/**
 * Changes a team member's role, or deactivates or reactivates them. Deactivating ends their sessions, and with these
 * their realtime connections; it revokes their open invitations and reset links. What they wrote keeps their name.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for who is not on the team, `last_admin` when nobody
 *   would be left to look after it
 */
export async function changeMember(viewer: Viewer, id: string, patch: MemberPatch): Promise<TeamMember> {
  requireCan(viewer, 'manage_team')
  return transact(async (tx) => {
    const admins = await lockAdmins(tx, viewer)
    const [locked] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM users WHERE id = ${id}::uuid AND role <> 'VISITOR' FOR NO KEY UPDATE`
    if (locked === undefined) throw new SupportError('not_found')

    const before = await tx.user.findUniqueOrThrow({ where: { id }, include: { twoFactor: true } })
    const isAdmin = patch.role === undefined ? before.role === 'ADMIN' : patch.role === 'admin'
    const isActive = patch.isActive ?? before.deactivatedAt === null
    const isLast = admins.length === 1 && admins[0] === id
    if (isLast && !(isAdmin && isActive)) throw new SupportError('last_admin')

    const wasAdmin = before.role === 'ADMIN'
    const wasActive = before.deactivatedAt === null
    if (isAdmin !== wasAdmin)
      await recordAudit(tx, viewer, isAdmin ? 'agent.made_admin' : 'agent.made_agent', id)
    if (isActive !== wasActive)
      await recordAudit(tx, viewer, isActive ? 'agent.reactivated' : 'agent.deactivated', id)
    if (isAdmin === wasAdmin && isActive === wasActive) return toMember(before)

    const member = await tx.user.update({
      where: { id },
      data: {
        role: isAdmin ? 'ADMIN' : 'AGENT',
        deactivatedAt: isActive ? null : (before.deactivatedAt ?? new Date()),
      },
      include: { twoFactor: true },
    })
    if (!(isAdmin && isActive)) await revokeLinksMadeBy(tx, id)
    // A sign-in that was under way while they were deactivated must not come to life with them.
    if (isActive !== wasActive) await tx.session.deleteMany({ where: { userId: id } })
    if (!isActive) await tx.resetLink.deleteMany({ where: { userId: id } })
    log.auth.info({ by: viewer.id, agentId: id, isAdmin, isActive }, 'a team member was changed')
    return toMember(member)
  })
}

/** What an admin handed out must not outlive their being one. */
async function revokeLinksMadeBy(tx: Transaction, id: string): Promise<void> {
  await tx.invitation.updateMany({
    where: { invitedById: id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  await tx.resetLink.deleteMany({ where: { createdById: id } })
}

type MemberRow = {
  id: string
  name: string | null
  signInEmail: string | null
  role: string
  deactivatedAt: Date | null
  lastSeenAt: Date | null
  twoFactor: { enabledAt: Date | null } | null
  pictureId: string | null
}

function toMember(member: MemberRow): TeamMember {
  const { id, name, signInEmail, role, deactivatedAt, lastSeenAt, twoFactor, pictureId } = member
  return {
    id,
    name: name ?? '',
    email: signInEmail ?? '',
    role: role === 'ADMIN' ? 'admin' : 'agent',
    isActive: deactivatedAt === null,
    hasTwoFactor: (twoFactor?.enabledAt ?? null) !== null,
    picture: pictureId,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  }
}
