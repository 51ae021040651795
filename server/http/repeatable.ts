import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import { clientId, isRandomUuid, lowerCaseId } from '@/contract/fields'
import { IDEMPOTENCY_HEADER } from '@/contract/http/idempotency-header'
import type { conversationDraft, StartConversation } from '@/contract/log/conversation'
import type { MessageDraft, messageDraft } from '@/contract/log/message'
import { SupportError } from '@/server/errors'

/**
 * A message with the id that makes it safe to repeat: from the body, else from `Idempotency-Key`. Without either it gets a random
 * one that the client does not know.
 *
 * @throws SupportError `validation_failed` for a header that is not a valid key, and for two different ids
 */
export function repeatableMessage(headers: Headers, draft: z.output<typeof messageDraft>): MessageDraft {
  const key = keyOf(headers, clientId, 'clientMessageId', draft.clientMessageId)
  return { ...draft, clientMessageId: key?.id ?? crypto.randomUUID() }
}

/**
 * As {@link repeatableMessage}, for a start. The id of its first message is derived from the start's unless it has one, so that
 * repeating the start repeats the message.
 *
 * @param isStranger true when no visitor is known: the id then returns the cookie of a lost answer, so it must not be guessable
 * @throws SupportError `validation_failed` as above, and for a stranger's id that is not a random UUID
 */
export function repeatableStart(
  headers: Headers,
  draft: z.output<typeof conversationDraft>,
  isStranger: boolean,
): StartConversation {
  const key = keyOf(headers, lowerCaseId, 'clientConversationId', draft.clientConversationId)
  if (isStranger && key !== null && !isRandomUuid(key.id)) throw invalid(key.param)
  const clientConversationId = key?.id ?? crypto.randomUUID()
  const { message } = draft
  return {
    ...draft,
    clientConversationId,
    message: message && {
      ...message,
      clientMessageId: message.clientMessageId ?? firstMessageId(clientConversationId),
    },
  }
}

/** A hash, because agents see the ids of messages and a stranger's key is a secret. */
function firstMessageId(clientConversationId: string): string {
  return createHash('sha256').update(`first-message ${clientConversationId}`).digest('base64url')
}

/** The id that the request carries, and the field or header it comes from; `null` without one. */
function keyOf(
  headers: Headers,
  schema: typeof clientId | typeof lowerCaseId,
  field: string,
  given: string | undefined,
): { id: string; param: string } | null {
  const sent = headers.get(IDEMPOTENCY_HEADER)
  if (sent === null) return given === undefined ? null : { id: given, param: field }
  // https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ puts it in quotes; most clients do not.
  const key = schema.safeParse(sent.replace(/^"(.*)"$/, '$1'))
  if (!key.success) throw invalid(IDEMPOTENCY_HEADER)
  if (given !== undefined && given !== key.data) throw invalid(field)
  return { id: key.data, param: given === undefined ? IDEMPOTENCY_HEADER : field }
}

function invalid(param: string): SupportError {
  return new SupportError('validation_failed', { param })
}
