import { queryPrepared } from '@/server/database/db'
import { Prisma } from '../../generated/prisma/client'

/** A web site whose visitors write. */
export type Site = {
  id: string
  /** Public. */
  key: string
  name: string
  /** Whose pages may show its chat, as `scheme://host:port`. */
  allowedOrigins: string[]
}

const columns = Prisma.sql`id, key, name, allowed_origins AS "allowedOrigins"`

/** The active site of this public key, or the default one for `null`; `null` when there is none of this key. */
export async function findSite(key: string | null): Promise<Site | null> {
  const [site] = await queryPrepared<Site>(
    'site-of-key',
    Prisma.sql`SELECT ${columns} FROM site WHERE is_active
      AND CASE WHEN ${key}::text IS NULL THEN is_default ELSE key = ${key} END`,
  )
  return site ?? null
}

/** All sites, also those that are not active any more: their conversations stay. The default one first. */
export function listSites(): Promise<Site[]> {
  return queryPrepared<Site>(
    'sites',
    Prisma.sql`SELECT ${columns} FROM site ORDER BY is_default DESC, created_at, id`,
  )
}
