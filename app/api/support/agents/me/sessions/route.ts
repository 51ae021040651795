import { endedSessionsQuery } from '@/contract/people/account'
import { endSessions, listSessions } from '@/server/agents/sessions'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readQuery } from '@/server/http/input'

/** Where the agent who asks is signed in. */
export const GET = handler('read', async (request) => json(await listSessions(await requireViewer(request))))

/** Signs the agent who asks out everywhere, or everywhere else. */
export const DELETE = handler('change', async (request) => {
  const viewer = await requireViewer(request)
  const { keepCurrent = false } = readQuery(request, endedSessionsQuery)
  return json(await endSessions(viewer, { keepCurrent }))
})
