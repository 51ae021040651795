import { redirect } from 'next/navigation'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import type { SetUpProgress } from '@/contract/people/set-up'
import { can } from '@/contract/policy'
import type { Site } from '@/contract/sites/site'
import type { Viewer } from '@/server/policy/viewer'
import { listManagedSites } from '@/server/sites/manage'
import { readSetUpProgress } from '@/server/sites/set-up-progress'
import { requireAgent } from '../support/require-agent'

/** The signed-in admin, the progress of the setup, and the first site, which it configures. Redirects everyone else. */
export async function requireAdmin(
  pathname: string,
): Promise<{ viewer: Viewer; progress: SetUpProgress; site: Site }> {
  const viewer = await requireAgent(pathname, {})
  if (!can(viewer, 'manage_sites')) redirect(INBOX_PATH)
  const [progress, [site]] = await Promise.all([readSetUpProgress(viewer), listManagedSites(viewer)])
  if (site === undefined) throw new Error('every installation has a default site')
  return { viewer, progress, site }
}
