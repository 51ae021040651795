import { isGone } from '@/client/api/api-error'
import { saveFile } from '@/client/browser/save-file'
import { inboxWords } from '@/client/words/inbox/words'
import type { Desk } from './desk'
import { reasonOf } from './reason-of'

const { t } = inboxWords

/**
 * Blocks the visitor of the open conversation: they can read, but not write.
 *
 * @throws ApiError or NetworkError
 */
export async function blockVisitor(desk: Desk, visitorId: string): Promise<void> {
  const { conversationId } = desk.way.place()
  await desk.api.blockVisitor(visitorId)
  await catchUp(desk, conversationId)
}

/** Unblocks the visitor of the open conversation. Shows a toast on failure. */
export async function unblockVisitor(desk: Desk, visitorId: string): Promise<void> {
  const { conversationId } = desk.way.place()
  try {
    await desk.api.unblockVisitor(visitorId)
    await catchUp(desk, conversationId)
  } catch (error) {
    desk.toasts.tell(t('stillBlocked', { reason: reasonOf(error) }))
  }
}

/** Downloads all of a visitor's data as a file. Shows a toast on failure. */
export async function exportVisitor(desk: Desk, visitorId: string): Promise<void> {
  try {
    saveFile(await desk.api.exportVisitor(visitorId), `visitor-${visitorId}.json`)
  } catch (error) {
    desk.toasts.tell(t('exportFailed', { reason: reasonOf(error) }))
  }
}

/**
 * Permanently deletes the data of the open conversation's visitor, on the server and in this browser. Leaves no conversation
 * open.
 *
 * @throws ApiError or NetworkError
 */
export async function eraseVisitor(
  { api, inbox, sessions, toasts, way }: Desk,
  visitorId: string,
): Promise<void> {
  const openId = way.place().conversationId

  // Another agent may have deleted it already.
  await api.eraseVisitor(visitorId).catch((error) => {
    if (!isGone(error) || error.code !== 'not_found') throw error
  })

  const ids = [...inbox.idsOfVisitor(visitorId), ...(openId === null ? [] : [openId])]
  inbox.erase(ids)
  sessions.erase(ids)
  toasts.tell(t('dataDeleted'))
  // Opening another conversation would mark it as read for the whole team.
  if (way.place().conversationId === openId) way.go({ conversationId: null })
}

/** @param conversationId where the change was made; another may be open by now */
async function catchUp({ inbox, sessions }: Desk, conversationId: string | null): Promise<void> {
  await Promise.all([
    inbox.reload(),
    conversationId === null ? null : sessions.peek(conversationId)?.catchUp(),
  ])
}
