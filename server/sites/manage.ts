import { randomBytes, randomInt } from 'node:crypto'
import type { Site, SitePatch } from '@/contract/site'
import { readSiteSettings } from '@/contract/site-settings'
import { pool } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { readOriginEntry } from './origin-entry'
import { forgetSites } from './sites'

/** Most sites of an installation: every process keeps all of them in memory. */
export const MAX_SITES = 100

const COLUMNS = `id, key, name, allowed_origins AS "allowedOrigins", settings, is_active AS "isActive",
  is_default AS "isDefault", version, created_at AS "createdAt"`

type SiteRow = Omit<Site, 'settings' | 'createdAt'> & { settings: unknown; createdAt: Date }

/**
 * The sites that the viewer may see, also archived ones, the default one first.
 *
 * @throws SupportError `forbidden` for visitors
 */
export async function listManagedSites(viewer: Viewer): Promise<Site[]> {
  requireCan(viewer, 'see_sites')
  const { rows } = await pool.query<SiteRow>(
    `SELECT ${COLUMNS} FROM site WHERE $1::text[] IS NULL OR id = ANY($1)
     ORDER BY is_default DESC, is_active DESC, created_at, id`,
    [sitesOf(viewer)],
  )
  return rows.map(toSite)
}

/**
 * One site.
 *
 * @throws SupportError `forbidden` for visitors; `not_found`
 */
export async function readManagedSite(viewer: Viewer, siteId: string): Promise<Site> {
  requireCan(viewer, 'see_sites')
  return toSite(await findRow(viewer, siteId))
}

/**
 * Makes a site with a key of its own.
 *
 * @throws SupportError `forbidden` for all but admins; `origin_…` with the entry that is not taken; `too_many_sites`
 */
export async function createSite(
  viewer: Viewer,
  { name, allowedOrigins = [] }: { name: string; allowedOrigins?: string[] | undefined },
): Promise<Site> {
  requireCan(viewer, 'manage_sites')
  const { rows } = await pool.query<SiteRow>(
    `INSERT INTO site (id, key, name, allowed_origins)
     SELECT $1, $2, $3, $4 WHERE (SELECT count(*) FROM site) < $5 RETURNING ${COLUMNS}`,
    [randomId(), `pk_${randomBytes(12).toString('hex')}`, name, readOrigins(allowedOrigins), MAX_SITES],
  )
  const [row] = rows
  if (row === undefined) throw new SupportError('too_many_sites')
  forgetSites()
  return toSite(row)
}

/**
 * Changes a site. Other processes see it within two seconds.
 *
 * @throws SupportError `forbidden` for all but admins; `origin_…` with the entry that is not taken; `default_site` for archiving
 *   it; `stale_version` where it was changed meanwhile; `not_found`
 */
export async function changeSite(
  viewer: Viewer,
  siteId: string,
  { version, name, allowedOrigins, isActive, settings = {} }: SitePatch,
): Promise<Site> {
  requireCan(viewer, 'manage_sites')
  const origins = allowedOrigins === undefined ? null : readOrigins(allowedOrigins)
  const { rows } = await pool.query<SiteRow>(
    `UPDATE site SET name = coalesce($3, name), allowed_origins = coalesce($4, allowed_origins),
       is_active = coalesce($5, is_active), settings = settings || $6::jsonb, version = version + 1
     WHERE id = $1 AND version = $2 AND NOT (is_default AND $5 IS FALSE) AND ($7::text[] IS NULL OR id = ANY($7))
     RETURNING ${COLUMNS}`,
    [siteId, version, name ?? null, origins, isActive ?? null, JSON.stringify(settings), sitesOf(viewer)],
  )
  const [row] = rows
  if (row === undefined) {
    const { isDefault } = await findRow(viewer, siteId)
    throw isDefault && isActive === false
      ? new SupportError('default_site', { param: 'isActive' })
      : new SupportError('stale_version', { param: 'version' })
  }
  forgetSites()
  return toSite(row)
}

async function findRow(viewer: Viewer, siteId: string): Promise<SiteRow> {
  const { rows } = await pool.query<SiteRow>(
    `SELECT ${COLUMNS} FROM site WHERE id = $1 AND ($2::text[] IS NULL OR id = ANY($2))`,
    [siteId, sitesOf(viewer)],
  )
  const [row] = rows
  if (row === undefined) throw new SupportError('not_found')
  return row
}

/** `null` for all. */
function sitesOf({ sites }: Viewer): readonly string[] | null {
  return sites === 'all' ? null : sites
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

/** Eight letters and digits: 41 bits, of which the primary key lets no two sites have the same. */
function randomId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
