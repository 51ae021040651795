import { MAX_PICTURE_BYTES, MAX_PICTURE_SIDE, MIN_PICTURE_SIDE } from '@/contract/limits'
import type { Profile } from '@/contract/people/account'
import type { PictureType } from '@/contract/people/picture'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { readProfile } from '../profile'
import { pictureFormat } from './format'

/** A stored picture. */
export type Picture = { type: PictureType; bytes: Uint8Array<ArrayBuffer> }

/**
 * Gives the caller a picture, in the place of the one before.
 *
 * @throws SupportError `forbidden` for visitors, `payload_too_large`, `picture_unsupported` for what is no still WebP or JPEG
 *   without metadata, `picture_dimensions` for what is not square, too small or too large
 */
export async function setPicture(viewer: Viewer, bytes: Uint8Array<ArrayBuffer>): Promise<Profile> {
  requireCan(viewer, 'use_account')
  if (bytes.byteLength > MAX_PICTURE_BYTES) throw new SupportError('payload_too_large')
  const format = pictureFormat(bytes)
  if (format === null) throw new SupportError('picture_unsupported')
  const { type, width, height } = format
  if (width !== height || width < MIN_PICTURE_SIDE || width > MAX_PICTURE_SIDE)
    throw new SupportError('picture_dimensions')

  await transact(async (tx) => {
    const before = await lockPicture(tx, viewer.id)
    const { id } = await tx.picture.create({ data: { type, bytes }, select: { id: true } })
    await tx.user.update({ where: { id: viewer.id }, data: { pictureId: id }, select: { id: true } })
    if (before !== null) await tx.picture.delete({ where: { id: before }, select: { id: true } })
    await recordAudit(tx, viewer, 'agent.changed_picture', viewer.id)
  })
  return readProfile(viewer)
}

/**
 * Removes the caller's picture; where there is none, nothing changes.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function removePicture(viewer: Viewer): Promise<Profile> {
  requireCan(viewer, 'use_account')
  await transact(async (tx) => {
    const before = await lockPicture(tx, viewer.id)
    if (before === null) return
    await tx.picture.delete({ where: { id: before }, select: { id: true } })
    await recordAudit(tx, viewer, 'agent.removed_picture', viewer.id)
  })
  return readProfile(viewer)
}

/**
 * A picture by its id, for everyone who has been told it.
 *
 * @throws SupportError `not_found`
 */
export async function readPicture(id: string): Promise<Picture> {
  const picture = await db.picture.findUnique({ where: { id } })
  if (picture === null) throw new SupportError('not_found')
  return { type: picture.type as PictureType, bytes: picture.bytes }
}

/** The id of an agent's picture, or `null`. Of two changes at once, one waits for the other. */
async function lockPicture(tx: Transaction, agentId: string): Promise<string | null> {
  const [user] = await tx.$queryRaw<{ picture_id: string | null }[]>`
    SELECT picture_id FROM users WHERE id = ${agentId}::uuid FOR NO KEY UPDATE`
  // Deleted since the call began.
  if (user === undefined) throw new SupportError('not_authenticated')
  return user.picture_id
}
