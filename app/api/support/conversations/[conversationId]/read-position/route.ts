import { readPosition } from '@/contract/log/conversation'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson } from '@/server/http/input'
import { advanceReadPosition } from '@/server/log/read-positions'

type Params = { conversationId: string }

/** Advances the read position of the viewer's side. It never moves back. */
export const PUT = siteHandler<Params>('change', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  const { sequence } = await readJson(request, readPosition)
  return json(await advanceReadPosition(viewer, readId(conversationId), sequence))
})
