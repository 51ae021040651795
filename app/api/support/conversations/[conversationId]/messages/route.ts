import type { PostedMessage } from '@/contract/log/conversation'
import { messageDraft } from '@/contract/log/message'
import { postMessage } from '@/server/conversations/post-message'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson } from '@/server/http/input'
import { countMessage, requireRoomForMessage, sourceOf } from '@/server/http/limits/network-meter'
import { peerNetwork } from '@/server/http/peer-address'
import { repeatableMessage } from '@/server/http/repeatable'
import { requireCan } from '@/server/policy/require-can'

type Params = { conversationId: string }

/** Stores a message, which is published after the commit. */
export const POST = siteHandler<Params>('message', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  // Before counting, so that a blocked visitor's attempts do not use up their network's limit.
  requireCan(viewer, 'reply')
  const draft = repeatableMessage(request.headers, await readJson(request, messageDraft))
  const source = viewer.side === 'visitor' ? sourceOf(viewer, peerNetwork(request)) : null
  if (source !== null) await requireRoomForMessage(source)

  const { created, ...body } = await postMessage(viewer, readId(conversationId), draft)
  if (source !== null && created) countMessage(source)
  return json(body satisfies PostedMessage, { status: created ? 201 : 200 })
})
