import { siteDraft } from '@/contract/sites/site'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { createSite, listManagedSites } from '@/server/sites/manage'

/** All sites, also archived ones. */
export const GET = handler('read', async (request) =>
  json({ data: await listManagedSites(await requireViewer(request)) }),
)

/** Makes a site. Admins only. */
export const POST = handler('change', async (request) => {
  const viewer = await requireViewer(request)
  return json({ site: await createSite(viewer, await readJson(request, siteDraft)) }, { status: 201 })
})
