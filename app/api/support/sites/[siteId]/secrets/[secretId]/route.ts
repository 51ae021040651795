import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId, readSiteId } from '@/server/http/input'
import { removeSiteSecret } from '@/server/identity/secrets'

type Params = { siteId: string; secretId: string }

/** Removes a secret, and ends the visitors' sessions that were made with it. Admins only. */
export const DELETE = handler<Params>('change', async (request, { siteId, secretId }) => {
  const viewer = await requireViewer(request)
  return Response.json(await removeSiteSecret(viewer, readSiteId(siteId), readId(secretId)))
})
