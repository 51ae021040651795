import type { Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { type Viewer, visibleTo } from '@/server/policy/viewer'
import type { ConversationStatus } from '../../generated/prisma/client'

/** The columns of a locked conversation. */
export type LockedConversation = {
  id: string
  user_id: string
  site_id: string
  status: ConversationStatus
  last_position: bigint
  last_sequence: bigint
  last_visitor_position: bigint
  visitor_read_sequence: bigint
  agent_read_position: bigint
  agent_read_sequence: bigint
  waiting_since: Date | null
  set_aside_since: Date | null
}

/**
 * Locks a conversation until the transaction ends, so that its changes and their events are in the same order.
 *
 * @throws SupportError `not_found` if it does not exist or is not visible to `viewer`
 */
export async function lockConversation(
  tx: Transaction,
  viewer: Viewer,
  id: string,
): Promise<LockedConversation> {
  const [row] = await tx.$queryRaw<LockedConversation[]>`
    SELECT id, user_id, site_id, status, last_position, last_sequence, last_visitor_position, visitor_read_sequence,
      agent_read_position, agent_read_sequence, waiting_since, set_aside_since
    FROM conversation WHERE id = ${id}::uuid AND ${visibleTo(viewer)} FOR UPDATE`
  if (row === undefined) throw new SupportError('not_found')
  return row
}
