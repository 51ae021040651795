import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { issueRealtimeToken } from '@/server/realtime/tokens'

/**
 * Issues a realtime token with exactly the viewer's capability. Ignores the query, in which the SDK requests a capability. Unknown
 * callers get 401 rather than 403, which the SDK treats as final.
 */
export const GET = siteHandler('token', async (request) => {
  const viewer = await requireViewer(request)

  const token = await issueRealtimeToken(viewer)

  return new Response(token, { headers: { 'Content-Type': 'application/jwt' } })
})
