import type { Transaction } from '@/server/database/db'
import type { Viewer } from '@/server/policy/viewer'
import { logOf } from './views'

/** The viewer's message with this `clientMessageId`, or `null`. A `version` above 1 shows that it was edited. */
export async function findOwnMessage(
  tx: Transaction,
  viewer: Viewer,
  conversationId: string,
  clientMessageId: string,
): Promise<{ content: string; version: number } | null> {
  const [row] = await tx.$queryRaw<{ content: string; version: number }[]>`
    SELECT content, version FROM ${logOf(viewer).name}
    WHERE conversation_id = ${conversationId}::uuid AND sender_id = ${viewer.id}::uuid AND client_message_id = ${clientMessageId}`
  return row ?? null
}
