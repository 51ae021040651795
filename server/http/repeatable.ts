import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import { clientId, isRandomUuid, lowerCaseId } from '@/contract/fields'
import { IDEMPOTENCY_HEADER } from '@/contract/http/idempotency-header'
import type { conversationDraft, StartConversation } from '@/contract/log/conversation'
import type { MessageDraft, messageDraft } from '@/contract/log/message'
import { SupportError } from '@/server/errors'

/**
 * Adds the id that makes a message safe to retry: from the body or from `Idempotency-Key`. Without either, a random one that
 * the client does not know.
 *
 * @throws SupportError `validation_failed` for an invalid header, and for two different ids
 */
export function repeatableMessage(headers: Headers, draft: z.output<typeof messageDraft>): MessageDraft {
  const key = keyOf(headers, clientId, 'clientMessageId', draft.clientMessageId)
  return { ...draft, clientMessageId: key?.id ?? crypto.randomUUID() }
}

/**
 * Like {@link repeatableMessage}, for starting a conversation. The first message's id is derived from the start's if missing,
 * so that retrying the start retries the message.
 *
 * @param isStranger true for anonymous callers: retrying with the id returns their cookie, so it must not be guessable
 * @throws SupportError `validation_failed` as above, and if a stranger's id is not a random UUID
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

/** A hash, because agents see message ids and a stranger's key is a secret. */
function firstMessageId(clientConversationId: string): string {
  return createHash('sha256').update(`first-message ${clientConversationId}`).digest('base64url')
}

/** The request's id and the field or header it came from; `null` if there is none. */
function keyOf(
  headers: Headers,
  schema: typeof clientId | typeof lowerCaseId,
  field: string,
  given: string | undefined,
): { id: string; param: string } | null {
  const sent = headers.get(IDEMPOTENCY_HEADER)
  if (sent === null) return given === undefined ? null : { id: given, param: field }
  // https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ quotes it; most clients do not.
  const key = schema.safeParse(sent.replace(/^"(.*)"$/, '$1'))
  if (!key.success) throw invalid(IDEMPOTENCY_HEADER)
  if (given !== undefined && given !== key.data) throw invalid(field)
  return { id: key.data, param: given === undefined ? IDEMPOTENCY_HEADER : field }
}

function invalid(param: string): SupportError {
  return new SupportError('validation_failed', { param })
}
