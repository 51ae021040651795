import { conversationDraft, type StartedConversation } from '@/contract/conversation'
import { conversationQuery } from '@/contract/page'
import { json } from '@/server/http/answer'
import { visitorCookie } from '@/server/http/cookies'
import { handler } from '@/server/http/handler'
import { readJson, readQuery } from '@/server/http/input'
import { peerNetwork } from '@/server/http/peer-address'
import { anonymous, requireWithinLimit } from '@/server/http/rate-limit'
import { requireViewer, viewerFromHeaders } from '@/server/http/session'
import { browserName } from '@/server/support/browser-name'
import {
  isStarted,
  listConversations,
  type StartResult,
  startConversation,
} from '@/server/support/conversations'
import { startAsStranger } from '@/server/support/strangers'
import { requireNotBlocked } from '@/server/support/viewer'

/** The viewer's conversations: an agent's are all, a visitor's its own. */
export const GET = handler('read', async (request) => {
  const viewer = await requireViewer(request)
  return json(await listConversations(viewer, readQuery(request, conversationQuery)), {
    isCompressible: true,
  })
})

/** Starts a conversation. Whoever is nobody yet becomes a visitor and gets the cookie that says so. */
export const POST = handler('start', async (request) => {
  const draft = await readJson(request, conversationDraft)
  const origin = { browser: browserName(request.headers.get('user-agent')) }
  const visitor = await viewerFromHeaders(request.headers, 'visitor')

  if (visitor !== null) {
    requireNotBlocked(visitor)
    // A repeat starts nothing, so it uses nothing up.
    if (!(await isStarted(visitor, draft.clientConversationId))) {
      await requireWithinLimit('startConversation', visitor.id)
    }
    return started(await startConversation(visitor, draft, origin))
  }
  await requireWithinLimit('startFromNetwork', anonymous(peerNetwork(request)))
  const { token, ...result } = await startAsStranger(draft, origin)
  return started(result, { 'Set-Cookie': visitorCookie(token) })
})

function started({ conversation, created }: StartResult, headers: Record<string, string> = {}): Response {
  const body: StartedConversation = { conversationId: conversation.id, conversation }
  return Response.json(body, { status: created ? 201 : 200, headers })
}
