import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import type { conversationDraft, StartConversation } from '@/contract/conversation'
import { clientId, isRandomUuid, lowerCaseId } from '@/contract/fields'
import { IDEMPOTENCY_HEADER } from '@/contract/idempotency-header'
import type { MessageDraft, messageDraft } from '@/contract/message'
import { SupportError } from '@/server/errors'

/**
 * A message with the id under which it may be repeated: the one in its body, else the `Idempotency-Key`, else one of ours, which
 * nobody can repeat.
 *
 * @throws SupportError `validation_failed` for a header that is no key, and for two ids that differ
 */
export function repeatableMessage(headers: Headers, draft: z.output<typeof messageDraft>): MessageDraft {
  const key = keyOf(headers, clientId, 'clientMessageId', draft.clientMessageId)
  return { ...draft, clientMessageId: key?.id ?? crypto.randomUUID() }
}

/**
 * As {@link repeatableMessage}, for a start. A message without an id of its own gets one that follows from the start's, so that the
 * repeat of the start repeats it, too.
 *
 * @param isStranger whether nobody is known yet: then the key lets the browser fetch a cookie whose answer was lost, and must not be
 *   one that can be guessed
 * @throws SupportError `validation_failed` as above, and for a stranger's key that is no random UUID
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

/** A hash: agents see the ids of messages, and a stranger's key is a secret. */
function firstMessageId(clientConversationId: string): string {
  return createHash('sha256').update(`first-message ${clientConversationId}`).digest('base64url')
}

/** The id that a request brings, with the field or header that brings it; `null` when it brings none. */
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
