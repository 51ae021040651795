import { readSiteSettings, type SiteSettings } from '@/contract/sites/site-settings'
import { queryPrepared } from '@/server/database/db'
import { processWide } from '@/server/process-wide'
import { Prisma } from '../../generated/prisma/client'
import { OriginList } from './origin-list'

/** A web site whose visitors write. */
export type Site = {
  id: string
  /** The public key. */
  key: string
  name: string
  /** Whose pages may show its chat, as `scheme://host:port`. */
  allowedOrigins: string[]
}

/** A site that serves visitors. */
export type ActiveSite = Site & {
  settings: SiteSettings
  /** Whether requests that name no site belong to it. */
  isDefault: boolean
  /** Whose pages may call the API for its visitors. */
  origins: OriginList
}

type ActiveSiteRow = Omit<ActiveSite, 'origins' | 'settings'> & { aliases: string[]; settings: unknown }

type Directory = {
  byKey: Map<string, ActiveSite>
  byDefault: ActiveSite | null
  allOrigins: OriginList
  count: number
}

/** How long a process may take to see a changed site, in milliseconds. */
const FRESH_MS = 2_000

/**
 * All active sites, cached. Every request has a key or an origin, even one that is refused, and a query for each would let
 * floods reach the database.
 */
const memory = processWide('active-sites', () => ({
  directory: null as Promise<Directory> | null,
  freshUntil: 0,
}))

/**
 * Finds the active site with this public key or alias, or the default site for `null`; `null` if there is none. At most two
 * seconds stale, or longer while the database is unavailable.
 */
export async function findSite(key: string | null): Promise<ActiveSite | null> {
  const { byKey, byDefault } = await activeSites()
  return key === null ? byDefault : (byKey.get(key) ?? null)
}

/** Whether any active site allows pages of this origin, because preflights cannot name their site. As fresh as {@link findSite}. */
export async function isOriginOfAnySite(origin: string): Promise<boolean> {
  return (await activeSites()).allOrigins.allows(origin)
}

/** Whether more than one site is active. As fresh as {@link findSite}. */
export async function hasSeveralSites(): Promise<boolean> {
  return (await activeSites()).count > 1
}

/** Clears the cache, so that this process sees a changed site at once. */
export function forgetSites(): void {
  memory.directory = null
}

/** All sites, including archived ones, whose conversations remain. The default site first. */
export function listSites(): Promise<Site[]> {
  return queryPrepared<Site>(
    'sites',
    Prisma.sql`SELECT id, key, name, allowed_origins AS "allowedOrigins"
      FROM site ORDER BY is_default DESC, created_at, id`,
  )
}

function activeSites(): Promise<Directory> {
  const { directory: previous, freshUntil } = memory
  if (previous !== null && performance.now() < freshUntil) return previous
  const directory = readActiveSites().catch((error) => {
    if (previous !== null) return previous
    if (memory.directory === directory) memory.directory = null
    throw error
  })
  memory.directory = directory
  memory.freshUntil = performance.now() + FRESH_MS
  return directory
}

async function readActiveSites(): Promise<Directory> {
  const rows = await queryPrepared<ActiveSiteRow>(
    'active-sites',
    Prisma.sql`SELECT id, key, name, aliases, settings, is_default AS "isDefault", allowed_origins AS "allowedOrigins"
      FROM site WHERE is_active ORDER BY created_at DESC, id DESC`,
  )
  const sites = rows.map(({ aliases, settings, ...row }) => ({
    site: { ...row, settings: readSiteSettings(settings), origins: new OriginList(row.allowedOrigins) },
    aliases,
  }))
  const named = sites.flatMap(({ site, aliases }) => aliases.map((alias) => [alias, site] as const))
  return {
    // Keys come last, so that no alias can hide one.
    byKey: new Map([...named, ...sites.map(({ site }) => [site.key, site] as const)]),
    byDefault: sites.find(({ site }) => site.isDefault)?.site ?? null,
    allOrigins: new OriginList(rows.flatMap(({ allowedOrigins }) => allowedOrigins)),
    count: rows.length,
  }
}
