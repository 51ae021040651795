import { isGone } from '@/client/api/api-error'
import { saveFile } from '@/client/browser/save-file'
import { inboxWords } from '@/client/words/inbox/words'
import type { Desk } from './desk'
import { reasonOf } from './reason-of'

const { t } = inboxWords

/**
 * Lets the visitor whose conversation is open read but not write.
 *
 * @throws ApiError or NetworkError
 */
export async function blockVisitor(desk: Desk, visitorId: string): Promise<void> {
  await desk.api.blockVisitor(visitorId)
  await catchUp(desk)
}

/** Lets the visitor whose conversation is open write again, and says so when that did not work. */
export async function unblockVisitor(desk: Desk, visitorId: string): Promise<void> {
  try {
    await desk.api.unblockVisitor(visitorId)
    await catchUp(desk)
  } catch (error) {
    desk.toasts.tell(t('stillBlocked', { reason: reasonOf(error) }))
  }
}

/** Saves a file with everything that is kept of a visitor, and says so when that did not work. */
export async function exportVisitor(desk: Desk, visitorId: string): Promise<void> {
  try {
    saveFile(await desk.api.exportVisitor(visitorId), `visitor-${visitorId}.json`)
  } catch (error) {
    desk.toasts.tell(t('exportFailed', { reason: reasonOf(error) }))
  }
}

/**
 * Deletes the data of the visitor whose conversation is open: on the server and in this browser, for good. Nothing is open
 * afterwards.
 *
 * @throws ApiError or NetworkError
 */
export async function eraseVisitor(
  { api, inbox, sessions, toasts, way }: Desk,
  visitorId: string,
): Promise<void> {
  const openId = way.place().conversationId

  // Another agent may have been faster: then what was wanted is done.
  await api.eraseVisitor(visitorId).catch((error) => {
    if (!isGone(error) || error.code !== 'not_found') throw error
  })

  const ids = [...inbox.idsOfVisitor(visitorId), ...(openId === null ? [] : [openId])]
  inbox.erase(ids)
  sessions.erase(ids)
  toasts.tell(t('dataDeleted'))
  // Opening the next one would read it for the whole team.
  if (way.place().conversationId === openId) way.go({ conversationId: null })
}

async function catchUp({ inbox, sessions, way }: Desk): Promise<void> {
  const openId = way.place().conversationId
  await Promise.all([inbox.reload(), openId === null ? null : sessions.peek(openId)?.catchUp()])
}
