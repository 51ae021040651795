import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readSiteId } from '@/server/http/input'
import { listSightings } from '@/server/sites/sightings'

type Params = { siteId: string }

/** Where the site's chat was asked for. */
export const GET = handler<Params>('read', async (request, { siteId }) => {
  const data = await listSightings(await requireViewer(request), readSiteId(siteId))
  return json({ at: new Date().toISOString(), data })
})
