import { conversationDraft, type StartedConversation } from '@/contract/conversation'
import { conversationQuery } from '@/contract/page'
import {
  type CountStart,
  listConversations,
  type StartResult,
  startConversation,
} from '@/server/conversations/conversations'
import { startAsStranger } from '@/server/conversations/strangers'
import { SupportError } from '@/server/errors'
import { json } from '@/server/http/answer'
import { visitorCookie } from '@/server/http/cookies'
import { handler } from '@/server/http/handler'
import { readJson, readQuery } from '@/server/http/input'
import { rememberVisitor } from '@/server/http/limits/known-viewers'
import { countMessage, requireRoomForMessage } from '@/server/http/limits/network-meter'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { repeatableStart } from '@/server/http/repeatable'
import { requireViewer, viewerFromHeaders } from '@/server/http/session'
import { findSite } from '@/server/sites/sites'
import { browserName } from '@/server/visitors/browser-name'
import type { NewSessionPlace } from '@/server/visitors/sessions'

/** The viewer's conversations: an agent's are all, a visitor's its own. */
export const GET = handler('read', async (request) => {
  const viewer = await requireViewer(request)
  return json(await listConversations(viewer, readQuery(request, conversationQuery)), {
    isCompressible: true,
  })
})

/** Starts a conversation. A stranger becomes a visitor by it, and gets the cookie that says so. */
export const POST = handler('start', async (request) => {
  const body = await readJson(request, conversationDraft)
  const origin = { browser: browserName(request.headers.get('user-agent')) }
  const visitor = await viewerFromHeaders(request.headers, 'visitor')
  const draft = repeatableStart(request.headers, body, visitor === null)
  const network = peerNetwork(request)

  // In the transaction that creates the conversation: what is refused or repeated uses nothing up.
  const count: CountStart = async (tx) => {
    if (draft.message) await requireRoomForMessage(network)
    if (visitor !== null) await requireWithinLimit('startConversation', visitor.id, tx)
    await requireWithinLimit('startFromNetwork', anonymous(network), tx)
    await requireWithinLimit('startFromNetworkInAnHour', anonymous(network), tx)
  }
  const { session, ...result } =
    visitor === null
      ? await startAsStranger(draft, await placeOf(), origin, count)
      : { ...(await startConversation(visitor, draft, origin, count)), session: null }
  if (result.created && draft.message) countMessage(network)
  if (session === null) return started(result)
  rememberVisitor(session)
  return started(result, { 'Set-Cookie': visitorCookie(session.token) })
})

/** The default site, with a cookie. */
async function placeOf(): Promise<NewSessionPlace> {
  const site = await findSite(null)
  if (site === null) throw new SupportError('not_found')
  return { siteId: site.id, mode: 'COOKIE' }
}

function started({ conversation, created }: StartResult, headers: Record<string, string> = {}): Response {
  const body: StartedConversation = { conversationId: conversation.id, conversation }
  return Response.json(body, { status: created ? 201 : 200, headers })
}
