import { pageVisit } from '@/contract/sites/visited-page'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson } from '@/server/http/input'
import { visitPage } from '@/server/visitors/pages'

type Params = { conversationId: string }

/** Which page the visitor is on. */
export const PUT = siteHandler<Params>('visit', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  const visit = await readJson(request, pageVisit)
  await visitPage(viewer, readId(conversationId), visit)
  return json({})
})
