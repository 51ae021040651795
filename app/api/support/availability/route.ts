import type { Availability } from '@/contract/people/availability'
import { siteHandler } from '@/server/http/handler'
import { isAgentOnline } from '@/server/realtime/availability'

/** Is an agent there? Anyone may ask. While nobody can tell, the answer is no. */
export const GET = siteHandler('read', async () => {
  const body: Availability = { online: await isAgentOnline().catch(() => false) }
  return Response.json(body)
})
