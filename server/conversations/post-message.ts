import type { AbleConversation } from '@/contract/log/conversation'
import type { MessageDraft } from '@/contract/log/message'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { appendMessage, type StoredMessage } from '@/server/log/append'
import type { Viewer } from '@/server/policy/viewer'
import { findConversationRow } from './conversation-rows'
import { presentConversation } from './presenters'

/** What a post did. With what became of the conversation, for a draft with `close`. */
export type PostResult = StoredMessage & { conversation?: AbleConversation }

/**
 * As {@link appendMessage}, with an answer for an agent who closes: whether it is closed now, or stays open because the visitor
 * has written meanwhile.
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
