import { conversationQuery } from '@/contract/http/page'
import { conversationDraft, type StartedConversation } from '@/contract/log/conversation'
import {
  type CountStart,
  listConversations,
  type StartResult,
  startConversation,
} from '@/server/conversations/conversations'
import { startAsStranger } from '@/server/conversations/strangers'
import { json } from '@/server/http/answer'
import { visitorCookie } from '@/server/http/credentials/cookies'
import { startPlaceOf } from '@/server/http/credentials/credentials'
import { requireIdentity, requireViewer, visitorOf } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readJson, readQuery } from '@/server/http/input'
import { requireHuman } from '@/server/http/limits/human'
import { rememberVisitor } from '@/server/http/limits/known-viewers'
import { countMessage, requireRoomForMessage } from '@/server/http/limits/network-meter'
import { anonymous, requireWithinLimit } from '@/server/http/limits/rate-limit'
import { peerNetwork } from '@/server/http/peer-address'
import { repeatableStart } from '@/server/http/repeatable'
import { browserName } from '@/server/visitors/browser-name'

/** Lists conversations: all for agents, their own for visitors. */
export const GET = siteHandler('read', async (request) => {
  const viewer = await requireViewer(request)
  return json(await listConversations(viewer, readQuery(request, conversationQuery)), {
    isCompressible: true,
  })
})

/** Starts a conversation. Anonymous callers become visitors and get a token, in a cookie or in the response. */
export const POST = siteHandler('start', async (request) => {
  const body = await readJson(request, conversationDraft)
  const origin = { browser: browserName(request.headers.get('user-agent')) }
  const place = await startPlaceOf(request)
  const visitor = await visitorOf(request)
  await requireIdentity(request, visitor)
  if (visitor === null) requireHuman(body)
  const draft = repeatableStart(request.headers, body, visitor === null)
  const network = peerNetwork(request)
  const source = { network, siteId: visitor?.isVerified ? null : place.site.id }

  // Runs in the transaction that creates the conversation, so that refusals and retries do not count.
  const count: CountStart = async (tx) => {
    if (draft.message) await requireRoomForMessage(source)
    if (visitor !== null) await requireWithinLimit('startConversation', visitor.id, tx)
    await requireWithinLimit('startFromNetwork', anonymous(network), tx)
    await requireWithinLimit('startFromNetworkInAnHour', anonymous(network), tx)
    // Known visitors are exempt: a flood of new ones must not lock them out.
    if (visitor !== null) return
    await requireWithinLimit('startOnSite', place.site.id, tx)
    await requireWithinLimit('startOnSiteInAnHour', place.site.id, tx)
  }
  const { session, ...result } =
    visitor === null
      ? await startAsStranger(draft, { siteId: place.site.id, mode: place.mode }, origin, count)
      : { ...(await startConversation(visitor, draft, origin, count)), session: null }
  if (result.created && draft.message) countMessage(source)
  if (session === null) return started(result)
  rememberVisitor(session, place.mode)
  return place.mode === 'HEADER'
    ? started(result, { credential: session.token })
    : started(result, { cookie: visitorCookie(session.token, place.cookieSite) })
})

/** Never compressed, because the response contains a credential next to text that the caller controls. */
function started(
  { conversation, created }: StartResult,
  { cookie, credential }: { cookie?: string; credential?: string } = {},
): Response {
  const body: StartedConversation = {
    conversationId: conversation.id,
    conversation,
    ...(credential !== undefined && { credential }),
  }
  return Response.json(body, {
    status: created ? 201 : 200,
    headers: cookie === undefined ? {} : { 'Set-Cookie': cookie },
  })
}
