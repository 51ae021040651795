import { sitePatch } from '@/contract/sites/site'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson, readSiteId } from '@/server/http/input'
import { takeAnonymousTokensBack } from '@/server/identity/demand'
import { changeSite, readManagedSite } from '@/server/sites/manage'

type Params = { siteId: string }

/** One site. */
export const GET = handler<Params>('read', async (request, { siteId }) =>
  json({ site: await readManagedSite(await requireViewer(request), readSiteId(siteId)) }),
)

/** Changes a site, or archives it. Admins only. */
export const PATCH = handler<Params>('change', async (request, params) => {
  const viewer = await requireViewer(request)
  const siteId = readSiteId(params.siteId)
  const patch = await readJson(request, sitePatch)
  const site = await changeSite(viewer, siteId, patch)
  if (patch.settings?.identity === 'required') await takeAnonymousTokensBack(siteId)
  return json({ site })
})
