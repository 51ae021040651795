import { requireViewer } from '@/server/http/credentials/session'
import { download } from '@/server/http/download'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'
import { exportVisitor } from '@/server/privacy/visitor-export'

type Params = { visitorId: string }

/** Everything that is stored of a visitor, as a file. Admins only. */
export const GET = handler<Params>('change', async (request, { visitorId }) => {
  const viewer = await requireViewer(request)
  const id = readId(visitorId)
  return download(await exportVisitor(viewer, id), { name: `visitor-${id}.json`, type: 'application/json' })
})
