import { randomBytes, randomInt } from 'node:crypto'
import type { AuditAction } from '@/contract/people/audit'
import type { Site, SitePatch } from '@/contract/sites/site'
import { readSiteSettings } from '@/contract/sites/site-settings'
import { recordAudit } from '@/server/audit/record'
import { db, type Transaction, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { inTransaction } from '@/server/events/transaction'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { revokeTokensOfSite } from '@/server/visitors/ended-sessions'
import { Prisma } from '../../generated/prisma/client'
import { readOriginEntry } from './origin-entry'
import { forgetSites } from './sites'

/** Most sites per installation, because every process keeps all of them in memory. */
export const MAX_SITES = 100

const COLUMNS = Prisma.sql`id, key, name, allowed_origins AS "allowedOrigins", aliases, settings, is_active AS "isActive",
  is_default AS "isDefault", version, created_at AS "createdAt"`

type SiteRow = Omit<Site, 'settings' | 'createdAt'> & { settings: unknown; createdAt: Date }

/**
 * Lists the sites that the viewer may see, including archived ones, the default site first.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function listManagedSites(viewer: Viewer): Promise<Site[]> {
  requireCan(viewer, 'see_sites')
  const rows = await db.$queryRaw<SiteRow[]>`
    SELECT ${COLUMNS} FROM site WHERE ${sitesOf(viewer)}::text[] IS NULL OR id = ANY(${sitesOf(viewer)}::text[])
    ORDER BY is_default DESC, is_active DESC, created_at, id`
  return rows.map(toSite)
}

/**
 * Returns a site.
 *
 * @throws SupportError `forbidden` for visitors; `not_found`
 */
export async function readManagedSite(viewer: Viewer, siteId: string): Promise<Site> {
  requireCan(viewer, 'see_sites')
  return toSite(await findRow(viewer, siteId))
}

/**
 * Creates a site with its own key.
 *
 * @throws SupportError `forbidden` for non-admins; `origin_…` with the rejected entry; `too_many_sites`
 */
export async function createSite(
  viewer: Viewer,
  { name, allowedOrigins = [] }: { name: string; allowedOrigins?: string[] | undefined },
): Promise<Site> {
  requireCan(viewer, 'manage_sites')
  const origins = readOrigins(allowedOrigins)
  const id = randomId()
  const key = `pk_${randomBytes(12).toString('hex')}`
  const rows = await transact(async (tx) => {
    const created = await tx.$queryRaw<SiteRow[]>`
      INSERT INTO site (id, key, name, allowed_origins)
      SELECT ${id}, ${key}, ${name}, ${origins}::text[] WHERE (SELECT count(*) FROM site) < ${MAX_SITES}
      RETURNING ${COLUMNS}`
    if (created.length > 0) await recordAudit(tx, viewer, 'site.created', id)
    return created
  })
  const [row] = rows
  if (row === undefined) throw new SupportError('too_many_sites')
  forgetSites()
  return toSite(row)
}

/**
 * Changes a site. Other processes see the change within two seconds. Archiving it revokes its visitors' realtime tokens.
 *
 * @throws SupportError `forbidden` for non-admins; `origin_…` with the rejected entry; `alias_taken`; `default_site` for
 *   archiving it; `stale_version` if it was changed in the meantime; `not_found`
 */
export async function changeSite(
  viewer: Viewer,
  siteId: string,
  { version, name, allowedOrigins, aliases, isActive, settings = {} }: SitePatch,
): Promise<Site> {
  requireCan(viewer, 'manage_sites')
  const origins = allowedOrigins === undefined ? null : readOrigins(allowedOrigins)
  const archives = isActive === false
  const rows = await inTransaction(async (tx) => {
    if (aliases !== undefined) await checkAliases(tx, siteId, aliases)
    const changed = await tx.$queryRaw<SiteRow[]>`
      UPDATE site SET name = coalesce(${name ?? null}, name),
        allowed_origins = coalesce(${origins}::text[], allowed_origins),
        aliases = coalesce(${aliases === undefined ? null : [...new Set(aliases)]}::text[], aliases),
        is_active = coalesce(${isActive ?? null}::boolean, is_active),
        settings = settings || ${JSON.stringify(settings)}::jsonb, version = version + 1
      WHERE id = ${siteId} AND version = ${version} AND NOT (is_default AND ${archives})
        AND (${sitesOf(viewer)}::text[] IS NULL OR id = ANY(${sitesOf(viewer)}::text[]))
      RETURNING ${COLUMNS}`
    for (const action of changed.length > 0 ? actionsOf({ origins, aliases, isActive, name, settings }) : [])
      await recordAudit(tx, viewer, action, siteId)
    if (archives && changed.length > 0) await revokeTokensOfSite(tx, { siteId })
    return changed
  })
  const [row] = rows
  if (row === undefined) {
    const { isDefault } = await findRow(viewer, siteId)
    throw isDefault && archives
      ? new SupportError('default_site', { param: 'isActive' })
      : new SupportError('stale_version', { param: 'version' })
  }
  forgetSites()
  return toSite(row)
}

async function findRow(viewer: Viewer, siteId: string): Promise<SiteRow> {
  const rows = await db.$queryRaw<SiteRow[]>`
    SELECT ${COLUMNS} FROM site
    WHERE id = ${siteId} AND (${sitesOf(viewer)}::text[] IS NULL OR id = ANY(${sitesOf(viewer)}::text[]))`
  const [row] = rows
  if (row === undefined) throw new SupportError('not_found')
  return row
}

/**
 * Locks all sites, so that of two concurrent changes, the second sees the first. Archived sites keep their aliases, because
 * they may be reactivated.
 *
 * @throws SupportError `alias_taken` if another site has the alias, or it equals a key
 */
async function checkAliases(tx: Transaction, siteId: string, aliases: readonly string[]): Promise<void> {
  const sites = await tx.$queryRaw<Pick<SiteRow, 'id' | 'key' | 'aliases'>[]>`
    SELECT id, key, aliases FROM site ORDER BY id FOR NO KEY UPDATE`
  const taken = new Set(sites.flatMap(({ id, key, aliases }) => (id === siteId ? [key] : [key, ...aliases])))
  const index = aliases.findIndex((alias) => taken.has(alias))
  if (index >= 0) throw new SupportError('alias_taken', { param: `aliases.${index}` })
}

/** The audit actions for a change. Addresses have a separate action, because they decide which pages may show the chat. */
function actionsOf({
  origins,
  aliases,
  isActive,
  name,
  settings,
}: Pick<SitePatch, 'aliases' | 'isActive' | 'name'> & {
  origins: string[] | null
  settings: object
}): AuditAction[] {
  const isOther = name !== undefined || aliases !== undefined || Object.keys(settings).length > 0
  return [
    ...(isOther ? (['site.changed'] as const) : []),
    ...(origins === null ? [] : (['site.changed_addresses'] as const)),
    ...(isActive === undefined
      ? []
      : [isActive ? ('site.reactivated' as const) : ('site.archived' as const)]),
  ]
}

/** The viewer's sites as a query parameter; `null` for all. */
function sitesOf({ sites }: Viewer): string[] | null {
  return sites === 'all' ? null : [...sites]
}

function readOrigins(entries: readonly string[]): string[] {
  const origins = entries.map((entry, index) => {
    const result = readOriginEntry(entry)
    if ('refusal' in result) throw new SupportError(result.refusal, { param: `allowedOrigins.${index}` })
    return result.origin
  })
  return [...new Set(origins)]
}

function toSite({ settings, createdAt, ...row }: SiteRow): Site {
  return { ...row, settings: readSiteSettings(settings), createdAt: createdAt.toISOString() }
}

/** Eight letters and digits: 41 bits. The primary key prevents duplicates. */
function randomId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
