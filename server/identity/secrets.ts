import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { EndedSessions } from '@/contract/people/account'
import {
  type AddedSiteSecret,
  MAX_SITE_SECRETS,
  type SiteSecret,
  type SiteSecretDraft,
  type SiteSecrets,
} from '@/contract/sites/identity'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { inTransaction } from '@/server/events/transaction'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { seal, unseal } from '@/server/settings/sealed'
import { endVisitorSessions } from '@/server/visitors/ended-sessions'

const HINT_LENGTH = 4

/** A secret as it is stored. */
type StoredSecret = { id: string; siteId: string; value: Uint8Array | null; hint: string; createdAt: Date }

/** A secret that a site signs with. */
export type ActiveSecret = { id: string; value: string }

/**
 * The secrets that a site uses, oldest first, without their values.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for no site
 */
export async function listSiteSecrets(viewer: Viewer, siteId: string): Promise<SiteSecrets> {
  requireCan(viewer, 'manage_site_secrets')
  if ((await db.site.count({ where: { id: siteId } })) === 0) throw new SupportError('not_found')
  return { data: (await findActive(db, siteId)).map(presentSecret) }
}

/**
 * Adds a secret: the one that the site uses already, or a new one of 256 bits. Only this answer tells its value.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for no site, `too_many_secrets`
 */
export async function addSiteSecret(
  viewer: Viewer,
  siteId: string,
  { value = randomBytes(32).toString('base64url') }: SiteSecretDraft,
): Promise<AddedSiteSecret> {
  requireCan(viewer, 'manage_site_secrets')
  const id = uuidv7()
  const added = await inTransaction(async (tx) => {
    await lockSite(tx, siteId)
    if ((await findActive(tx, siteId)).length >= MAX_SITE_SECRETS) throw new SupportError('too_many_secrets')
    await recordAudit(tx, viewer, 'site.added_secret', siteId)
    return tx.siteSecret.create({
      data: { id, siteId, value: seal(value, contextOf({ id, siteId })), hint: value.slice(-HINT_LENGTH) },
    })
  })
  log.auth.info({ by: viewer.id, siteId, secretId: id }, 'a secret of a site was added')
  return { ...presentSecret(added), value }
}

/**
 * Removes a secret. Sessions of visitors that were made with it end, and their realtime tokens are taken back.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for no secret of this site, or no longer
 */
export async function removeSiteSecret(
  viewer: Viewer,
  siteId: string,
  secretId: string,
): Promise<EndedSessions> {
  requireCan(viewer, 'manage_site_secrets')
  const endedSessions = await inTransaction(async (tx) => {
    const { count } = await tx.siteSecret.updateMany({
      where: { id: secretId, siteId, removedAt: null },
      data: { removedAt: new Date(), value: null },
    })
    if (count === 0) throw new SupportError('not_found')
    await recordAudit(tx, viewer, 'site.removed_secret', siteId)
    return endVisitorSessions(tx, { verifiedBy: secretId })
  })
  log.auth.info({ by: viewer.id, siteId, secretId, endedSessions }, 'a secret of a site was removed')
  return { endedSessions }
}

/** The secrets by which a site vouches at this moment. Those that cannot be decrypted are left out. */
export async function activeSecrets(siteId: string): Promise<ActiveSecret[]> {
  return (await findActive(db, siteId)).flatMap((secret) => {
    const value = readValue(secret)
    if (value === null)
      log.auth.warn({ siteId, secretId: secret.id }, 'a secret of a site cannot be decrypted')
    return value === null ? [] : [{ id: secret.id, value }]
  })
}

/**
 * Keeps a secret from being removed until the transaction ends: a session that it makes must not outlive it.
 *
 * @throws SupportError `identity_invalid` when it was removed meanwhile
 */
export async function holdSecret(tx: Transaction, secretId: string): Promise<void> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT FROM site_secret WHERE id = ${secretId}::uuid AND removed_at IS NULL FOR SHARE`
  if (rows.length === 0) throw new SupportError('identity_invalid')
}

function findActive(client: Transaction | typeof db, siteId: string): Promise<StoredSecret[]> {
  return client.siteSecret.findMany({ where: { siteId, removedAt: null }, orderBy: { id: 'asc' } })
}

/** One after the other may add secrets. Visitors' rows may still refer to the site. */
async function lockSite(tx: Transaction, siteId: string): Promise<void> {
  const rows = await tx.$queryRaw<object[]>`SELECT FROM site WHERE id = ${siteId} FOR NO KEY UPDATE`
  if (rows.length === 0) throw new SupportError('not_found')
}

function readValue(secret: StoredSecret): string | null {
  return secret.value && unseal(secret.value, contextOf(secret))
}

function contextOf({ id, siteId }: Pick<StoredSecret, 'id' | 'siteId'>): string {
  return `${siteId} ${id}`
}

function presentSecret(secret: StoredSecret): SiteSecret {
  const { id, hint, createdAt } = secret
  return { id, hint, isReadable: readValue(secret) !== null, createdAt: createdAt.toISOString() }
}
