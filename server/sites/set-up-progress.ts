import type { SetUpProgress } from '@/contract/people/set-up'
import { pool } from '@/server/database/db'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

/**
 * Which steps of the set-up are done.
 *
 * @throws SupportError `forbidden` for all but admins
 */
export async function readSetUpProgress(viewer: Viewer): Promise<SetUpProgress> {
  requireCan(viewer, 'manage_sites')
  const { rows } = await pool.query<SetUpProgress>(
    `SELECT EXISTS (SELECT FROM site WHERE version > 1 OR NOT is_default) AS site,
       EXISTS (SELECT FROM site_sighting JOIN site ON site.id = site_id
         WHERE was_allowed OR origin = ANY (allowed_origins)) AS install,
       EXISTS (SELECT FROM conversation) AS hello`,
  )
  return rows[0] as SetUpProgress
}
