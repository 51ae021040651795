import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'
import { blockVisitor, unblockVisitor } from '@/server/visitors/block'

type Params = { visitorId: string }

/** From now on the visitor may read but not write. Agents only. */
export const PUT = handler<Params>('change', async (request, { visitorId }) => {
  const viewer = await requireViewer(request)
  return Response.json(await blockVisitor(viewer, readId(visitorId)))
})

/** The visitor may write again. Agents only. */
export const DELETE = handler<Params>('change', async (request, { visitorId }) => {
  const viewer = await requireViewer(request)
  return Response.json(await unblockVisitor(viewer, readId(visitorId)))
})
