import { pageQuery } from '@/contract/http/page'
import { listAudit } from '@/server/audit/list'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readQuery } from '@/server/http/input'
import { requireCan } from '@/server/policy/require-can'

/** Who did what. */
export const GET = handler('read', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'see_audit')
  return json(await listAudit(viewer, readQuery(request, pageQuery)))
})
