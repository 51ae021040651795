import type { StartConversation } from '@/contract/log/conversation'
import { isUniqueViolation } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { inTransaction } from '@/server/events/transaction'
import {
  createVisitor,
  type NewSession,
  type NewSessionPlace,
  resumeByStartKey,
} from '@/server/visitors/sessions'
import { hashSecret } from '@/server/visitors/token'
import {
  type CountStart,
  type Origin,
  type StartResult,
  startConversation,
  startOrFind,
} from './conversations'

/**
 * Starts a conversation for someone who is nobody yet and becomes a visitor by it. Everything is created in one
 * transaction, so a request that gets no answer leaves no visitor behind.
 *
 * Safe to repeat, also without the cookie of the first answer: the random `clientConversationId` proves that it is the
 * same browser.
 *
 * @returns the conversation, and the token that the browser keeps
 * @throws SupportError as {@link startConversation}
 */
export async function startAsStranger(
  draft: StartConversation,
  place: NewSessionPlace,
  origin: Origin,
  count: CountStart,
): Promise<StartResult & { session: NewSession }> {
  const resumed = await resume(draft, place, origin, count)
  if (resumed !== null) return resumed

  try {
    return await create(draft, place, origin, count)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Two equal requests at once: the unique hash of the key let one of them win, and it has committed.
    const winner = await resume(draft, place, origin, count)
    // The key was used on another site, or more than a day ago.
    if (winner === null)
      throw new SupportError('idempotency_mismatch', { param: 'clientConversationId', cause: error })
    return winner
  }
}

async function resume(draft: StartConversation, place: NewSessionPlace, origin: Origin, count: CountStart) {
  const session = await resumeByStartKey(draft.clientConversationId, place)
  if (session === null) return null
  return { ...(await startConversation(session.visitor, draft, origin, count)), session }
}

async function create(draft: StartConversation, place: NewSessionPlace, origin: Origin, count: CountStart) {
  return inTransaction(async (tx) => {
    const session = await createVisitor(tx, draft.clientConversationId, place)
    const startKeyHash = hashSecret(draft.clientConversationId)
    return {
      ...(await startOrFind(tx, session.visitor, draft, { ...origin, startKeyHash }, count)),
      session,
    }
  })
}
