import { createApi } from '@/client/api/api'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'

/** What the server was told last, so that not every page of the site tells it again. */
const TOLD = 'told-visitor'

/**
 * Tells the server who the page says its visitor is. Apart from the start of the conversation: a name that the server refuses
 * must not keep a message from being sent. What fails is told again with the next page.
 */
export async function tellVisitor(
  host: FrameHost,
  conversationId: string,
  { name, email }: Extract<PageRequest, { type: 'visitor' }>,
): Promise<void> {
  const visitor = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
  const told = JSON.stringify([conversationId, visitor])
  if ((await host.storage.get(TOLD)) === told) return
  try {
    await createApi({ side: 'visitor', credential: host.credential }).patchConversation(conversationId, {
      visitor,
    })
    await host.storage.set(TOLD, told)
  } catch {
    // The chat goes on without it.
  }
}
