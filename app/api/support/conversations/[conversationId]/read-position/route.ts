import { readPosition } from '@/contract/log/conversation'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson } from '@/server/http/input'
import { advanceReadPosition } from '@/server/log/read-positions'

type Params = { conversationId: string }

/** How far the viewer's side has read. It only grows. */
export const PUT = siteHandler<Params>('change', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  const { sequence } = await readJson(request, readPosition)
  return json(await advanceReadPosition(viewer, readId(conversationId), sequence))
})
