import { trackedEventDrafts } from '@/contract/sites/tracked-event'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson } from '@/server/http/input'
import { trackEvents } from '@/server/visitors/tracked-events'

type Params = { conversationId: string }

/** What happened on the visitor's page. */
export const POST = siteHandler<Params>('track', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  const { events } = await readJson(request, trackedEventDrafts)
  await trackEvents(viewer, readId(conversationId), events)
  return json({})
})
