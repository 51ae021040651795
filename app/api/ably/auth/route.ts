import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { issueRealtimeToken } from '@/server/realtime/tokens'

/**
 * Gives a client a realtime token with exactly its viewer's capability. The SDK adds what it would like to have to the
 * query; none of that is read. Answers 401 to nobody rather than 403, which the SDK takes as final.
 */
export const GET = siteHandler('token', async (request) => {
  const viewer = await requireViewer(request)

  const token = await issueRealtimeToken(viewer)

  return new Response(token, { headers: { 'Content-Type': 'application/jwt' } })
})
