import { INVITATION_MS, MAX_OPEN_INVITATIONS } from '@/contract/limits'
import type { Invitation, InvitationDraft, Invitations } from '@/contract/people/people'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { newLinkToken } from './link-token'
import { lockAdmins } from './team-lock'

/** An invitation, and the token of its link: it is told once, and only its hash is kept. */
export type InvitationWithToken = { invitation: Invitation; token: string }

const waiting = { acceptedAt: null, revokedAt: null }
const withInviter = { invitedBy: { select: { name: true } } } as const

/** More than may be open: expired ones stay in the list until they are swept. */
const MOST_LISTED = 2 * MAX_OPEN_INVITATIONS

/** How long an invitation that has ended stays, so that its link can say what became of it. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/**
 * The invitations that were neither accepted nor revoked, newest first. Some may have expired.
 *
 * @throws SupportError `forbidden` for everyone but admins
 */
export async function listInvitations(viewer: Viewer): Promise<Invitations> {
  requireCan(viewer, 'manage_team')
  const rows = await db.invitation.findMany({
    where: waiting,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_LISTED,
    include: withInviter,
  })
  return { data: rows.map(toInvitation) }
}

/**
 * Invites one person.
 *
 * @throws SupportError `forbidden` for everyone but admins, `email_taken`, `too_many_invitations`
 */
export async function invite(viewer: Viewer, { role, email }: InvitationDraft): Promise<InvitationWithToken> {
  requireCan(viewer, 'manage_team')
  const { token, hash } = newLinkToken()
  return transact(async (tx) => {
    // Also counts one after the other: no two take the last free place.
    await lockAdmins(tx, viewer)
    if (email !== undefined) await requireFreeEmail(tx, email)
    await requireRoom(tx)
    const row = await tx.invitation.create({
      data: {
        tokenHash: hash,
        role: role === 'admin' ? 'ADMIN' : 'AGENT',
        email: email ?? null,
        invitedById: viewer.id,
        expiresAt: new Date(Date.now() + INVITATION_MS),
      },
      include: withInviter,
    })
    await recordAudit(tx, viewer, 'invitation.created', row.id)
    return { invitation: toInvitation(row), token }
  })
}

/**
 * Makes another link for an invitation that waits or has expired; the earlier link ends. From now on it is the caller's.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for what was accepted or revoked, `too_many_invitations`
 */
export async function renewInvitation(viewer: Viewer, id: string): Promise<InvitationWithToken> {
  requireCan(viewer, 'manage_team')
  const { token, hash } = newLinkToken()
  return transact(async (tx) => {
    await lockAdmins(tx, viewer)
    const { count } = await tx.invitation.updateMany({
      where: { id, ...waiting },
      data: {
        tokenHash: hash,
        invitedById: viewer.id,
        expiresAt: new Date(Date.now() + INVITATION_MS),
      },
    })
    if (count === 0) throw new SupportError('not_found')
    await requireRoom(tx, id)
    await recordAudit(tx, viewer, 'invitation.renewed', id)
    const row = await tx.invitation.findUniqueOrThrow({ where: { id }, include: withInviter })
    return { invitation: toInvitation(row), token }
  })
}

/**
 * Revokes an invitation: its link leads nowhere from now on.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for what was accepted or revoked
 */
export async function revokeInvitation(viewer: Viewer, id: string): Promise<Invitation> {
  requireCan(viewer, 'manage_team')
  return transact(async (tx) => {
    await lockAdmins(tx, viewer)
    const { count } = await tx.invitation.updateMany({
      where: { id, ...waiting },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new SupportError('not_found')
    await recordAudit(tx, viewer, 'invitation.revoked', id)
    return toInvitation(await tx.invitation.findUniqueOrThrow({ where: { id }, include: withInviter }))
  })
}

/** Forgets invitations and reset links that ended a month ago, and with them the addresses that they name. */
export async function sweepLinks(now: Date = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS)
  await db.invitation.deleteMany({ where: { expiresAt: { lt: before } } })
  await db.resetLink.deleteMany({ where: { expiresAt: { lt: before } } })
}

async function requireFreeEmail(tx: Transaction, email: string): Promise<void> {
  const owner = await tx.user.findUnique({ where: { signInEmail: email }, select: { id: true } })
  if (owner !== null) throw new SupportError('email_taken', { param: 'email' })
}

/** @param id an invitation that is open already and does not count */
async function requireRoom(tx: Transaction, id?: string): Promise<void> {
  const open = await tx.invitation.count({
    where: { ...waiting, expiresAt: { gt: new Date() }, ...(id !== undefined && { id: { not: id } }) },
  })
  if (open >= MAX_OPEN_INVITATIONS) throw new SupportError('too_many_invitations')
}

type InvitationRow = {
  id: string
  role: string
  email: string | null
  invitedBy: { name: string | null } | null
  createdAt: Date
  expiresAt: Date
}

function toInvitation({ id, role, email, invitedBy, createdAt, expiresAt }: InvitationRow): Invitation {
  return {
    id,
    role: role === 'ADMIN' ? 'admin' : 'agent',
    email,
    invitedBy: invitedBy?.name ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
