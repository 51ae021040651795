import type { Transaction } from '@/server/database/db'
import { moveEvents } from '@/server/events/record'
import { moveAuthorship } from '@/server/log/move'
import type { LockedPerson } from '@/server/visitors/lock'
import { movePages } from '@/server/visitors/pages'
import { moveTrackedEvents } from '@/server/visitors/tracked-events'

/**
 * Moves an anonymous visitor's data to an identified person, and deletes the visitor. Logs keep their numbers and times. The
 * caller has locked both and ended the visitor's sessions.
 */
export async function mergePeople(tx: Transaction, from: LockedPerson, to: LockedPerson): Promise<void> {
  // Start keys are cleared because they return the visitor's token. Client ids must stay unique among a visitor's conversations.
  await tx.$executeRaw`
    UPDATE conversation SET user_id = ${to.id}::uuid, start_key_hash = NULL, updated_at = now(),
      client_conversation_id = CASE WHEN EXISTS (
          SELECT FROM conversation AS other
          WHERE other.user_id = ${to.id}::uuid AND other.client_conversation_id = conversation.client_conversation_id)
        THEN gen_random_uuid()::text ELSE client_conversation_id END
    WHERE user_id = ${from.id}::uuid`
  await moveAuthorship(tx, from.id, to.id)
  await moveEvents(tx, from.conversationIds, from.id, to.id)
  await movePages(tx, from.id, to.id)
  await moveTrackedEvents(tx, from.id, to.id)
  await tx.user.delete({ where: { id: from.id } })
  // Clients keep the higher revision of a conversation's visitor, so the person's must exceed the visitor's.
  await tx.$executeRaw`
    UPDATE users SET revision = GREATEST(revision, ${from.revision}) + 1 WHERE id = ${to.id}::uuid`
}
