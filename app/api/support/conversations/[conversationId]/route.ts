import { messageQuery } from '@/contract/http/page'
import { conversationPatch } from '@/contract/log/conversation'
import { getConversation, updateConversation } from '@/server/conversations/conversations'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readId, readJson, readQuery } from '@/server/http/input'

type Params = { conversationId: string }

/** A conversation and a page of its messages. */
export const GET = siteHandler<Params>('read', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  const query = readQuery(request, messageQuery)
  return json(await getConversation(viewer, readId(conversationId), query), { isCompressible: true })
})

/** Agents close and reopen; either side tells the visitor's name and address. */
export const PATCH = siteHandler<Params>('change', async (request, { conversationId }) => {
  const viewer = await requireViewer(request)
  const patch = await readJson(request, conversationPatch)
  return json({ conversation: await updateConversation(viewer, readId(conversationId), patch) })
})
