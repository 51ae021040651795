import type { ChangedMessage } from '@/contract/log/conversation'
import { messageDeletion, messagePatch } from '@/contract/log/message'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson, readQuery } from '@/server/http/input'
import { countMessage, requireRoomForMessage, sourceOf } from '@/server/http/limits/network-meter'
import { peerNetwork } from '@/server/http/peer-address'
import { deleteMessage, editMessage } from '@/server/log/edit'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

type Params = { conversationId: string; messageId: string }

/** Edits the viewer's own message. */
export const PATCH = siteHandler<Params>('message', async (request, params) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'reply')
  const patch = await readJson(request, messagePatch)
  const message = await counted(request, viewer, () =>
    editMessage(viewer, readId(params.conversationId), readId(params.messageId), patch),
  )
  return json({ message } satisfies ChangedMessage)
})

/** Deletes the viewer's own message. */
export const DELETE = siteHandler<Params>('message', async (request, params) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'reply')
  const deletion = readQuery(request, messageDeletion)
  const message = await counted(request, viewer, () =>
    deleteMessage(viewer, readId(params.conversationId), readId(params.messageId), deletion),
  )
  return json({ message } satisfies ChangedMessage)
})

/** A visitor's edit or deletion adds an entry to the log, so it counts like a message. */
async function counted<Result>(
  request: Request,
  viewer: Viewer,
  change: () => Promise<Result>,
): Promise<Result> {
  if (viewer.side === 'agent') return change()
  const source = sourceOf(viewer, peerNetwork(request))
  await requireRoomForMessage(source)
  const result = await change()
  countMessage(source)
  return result
}
