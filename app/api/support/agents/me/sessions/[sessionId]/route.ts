import { endSession } from '@/server/agents/sessions'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readId } from '@/server/http/input'

type Params = { sessionId: string }

/** Ends one session of the agent who asks. */
export const DELETE = handler<Params>('change', async (request, { sessionId }) => {
  const viewer = await requireViewer(request)
  return json(await endSession(viewer, readId(sessionId)))
})
