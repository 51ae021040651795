import type { Availability } from '@/contract/people/availability'
import { siteHandler } from '@/server/http/handler'
import { isAgentOnline } from '@/server/realtime/availability'

/** Returns whether an agent is available, to anyone. If that is unknown, the answer is no. */
export const GET = siteHandler('read', async () => {
  const body: Availability = { online: await isAgentOnline().catch(() => false) }
  return Response.json(body)
})
