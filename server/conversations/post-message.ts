import type { AbleConversation } from '@/contract/log/conversation'
import type { MessageDraft } from '@/contract/log/message'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { appendMessage, type StoredMessage } from '@/server/log/append'
import type { Viewer } from '@/server/policy/viewer'
import { findConversationRow } from './conversation-rows'
import { presentConversation } from './presenters'

/** A stored message, with the resulting conversation if the draft had `close`. */
export type PostResult = StoredMessage & { conversation?: AbleConversation }

/**
 * Like {@link appendMessage}, but with `close` also returns the conversation: closed, or still open because the visitor wrote in
 * the meantime.
 */
export async function postMessage(
  viewer: Viewer,
  conversationId: string,
  draft: MessageDraft,
): Promise<PostResult> {
  const stored = await appendMessage(viewer, conversationId, draft)
  if (!draft.close) return stored
  const row = await findConversationRow(db, viewer, conversationId)
  if (row === null) throw new SupportError('not_found')
  return { ...stored, conversation: presentConversation(row, viewer) }
}
