import { createApi } from '@/client/api/api'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'

/** The storage key of the details sent last, so that they are not sent again from every page of the site. */
const SENT = 'told-visitor'

/**
 * Sends the page's details on its visitor to the server. Not part of starting a conversation, so that a refused name cannot keep a
 * message from being sent. Retried on the next page after a failure.
 */
export async function updateVisitor(
  host: FrameHost,
  conversationId: string,
  { name, email }: Extract<PageRequest, { type: 'visitor' }>,
): Promise<void> {
  const visitor = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
  const sent = JSON.stringify([conversationId, visitor])
  if ((await host.storage.get(SENT)) === sent) return
  try {
    await createApi({ side: 'visitor', credential: host.credential }).patchConversation(conversationId, {
      visitor,
    })
    await host.storage.set(SENT, sent)
  } catch {
    // The chat works without it.
  }
}
