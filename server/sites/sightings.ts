import { parseUrl } from '@/contract/parse-url'
import { MAX_ORIGIN_LENGTH, type SiteSighting } from '@/contract/sites/site'
import { BoundedMap } from '@/server/bounded-map'
import { pool } from '@/server/database/db'
import { log } from '@/server/logger'
import type { Viewer } from '@/server/policy/viewer'
import { processWide } from '@/server/process-wide'
import { readManagedSite } from './manage'
import { findSite } from './sites'

/** Most origins to keep per site. */
export const MAX_SIGHTINGS = 50

/** The minimum time between writes of an origin, in milliseconds. */
const WRITE_EVERY_MS = 60_000

/** Most writes per site in that time for origins that are not on its list, because requests can claim any origin. */
const MAX_WRITES = 30

/** This process's recent writes: until when each origin needs no further write, and each site's writes in the current minute. */
const memory = processWide('site-sightings', () => ({
  seen: new BoundedMap<number>(2_000),
  writes: new BoundedMap<{ until: number; count: number }>(200),
}))

/**
 * Records that a page of this origin requested this site's chat. Never rejects; call it without awaiting it. Keeps at most
 * {@link MAX_SIGHTINGS} origins per site; disallowed ones are evicted first, then the oldest.
 *
 * @param origin untrusted, from the request; ignored unless it is an http(s) origin
 */
export async function recordSighting(siteKey: string, origin: string): Promise<void> {
  try {
    const site = await findSite(siteKey)
    if (site === null || !isOrigin(origin)) return
    if (wasWrittenRecently(`${site.id} ${origin}`)) return
    // A flood of forged origins must not hide the site's own pages.
    if (!site.allowedOrigins.includes(origin) && !mayWrite(site.id)) return
    await write(site.id, origin, site.origins.allows(origin))
  } catch (error) {
    log.http.warn({ error }, 'could not record a sighting')
  }
}

/**
 * Lists where the site's chat was requested, latest first.
 *
 * @throws SupportError `forbidden` for visitors; `not_found`
 */
export async function listSightings(viewer: Viewer, siteId: string): Promise<SiteSighting[]> {
  const { id } = await readManagedSite(viewer, siteId)
  const { rows } = await pool.query<{
    origin: string
    wasAllowed: boolean
    firstSeenAt: Date
    lastSeenAt: Date
  }>(
    `SELECT origin, was_allowed AS "wasAllowed", first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
     FROM site_sighting WHERE site_id = $1 ORDER BY last_seen_at DESC, origin LIMIT ${MAX_SIGHTINGS}`,
    [id],
  )
  return rows.map(({ firstSeenAt, lastSeenAt, ...row }) => ({
    ...row,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }))
}

/** Clears this process's memory of recent writes. For tests. */
export function forgetSightings(): void {
  memory.seen.clear()
  memory.writes.clear()
}

function isOrigin(text: string): boolean {
  if (text.length > MAX_ORIGIN_LENGTH || !/^https?:\/\/[a-z0-9.:[\]-]+$/.test(text)) return false
  return parseUrl(text)?.origin === text
}

function wasWrittenRecently(key: string): boolean {
  const now = performance.now()
  if ((memory.seen.get(key) ?? 0) > now) return true
  memory.seen.set(key, now + WRITE_EVERY_MS)
  return false
}

function mayWrite(siteId: string): boolean {
  const now = performance.now()
  const known = memory.writes.get(siteId)
  const minute = known !== undefined && known.until > now ? known : { until: now + WRITE_EVERY_MS, count: 0 }
  minute.count += 1
  memory.writes.set(siteId, minute)
  return minute.count <= MAX_WRITES
}

async function write(siteId: string, origin: string, wasAllowed: boolean): Promise<void> {
  await pool.query(
    `INSERT INTO site_sighting (site_id, origin, was_allowed) VALUES ($1, $2, $3)
     ON CONFLICT (site_id, origin) DO UPDATE SET last_seen_at = now(), was_allowed = EXCLUDED.was_allowed`,
    [siteId, origin, wasAllowed],
  )
  await pool.query(
    `DELETE FROM site_sighting WHERE site_id = $1 AND origin IN (
       SELECT origin FROM site_sighting WHERE site_id = $1
       ORDER BY was_allowed DESC, last_seen_at DESC, origin OFFSET ${MAX_SIGHTINGS})`,
    [siteId],
  )
}
