import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'
import { eraseVisitor } from '@/server/privacy/visitor-erasure'

type Params = { visitorId: string }

/** Deletes everything that is stored of a visitor, for good. Admins only. */
export const DELETE = handler<Params>('change', async (request, { visitorId }) => {
  const viewer = await requireViewer(request)
  return Response.json(await eraseVisitor(viewer, readId(visitorId)))
})
