import { RealtimeError } from '../errors'
import { PresenceAction } from './actions'
import { sizeOf } from './data-encoding'
import type { Payload } from './protocol-message'
import { optionalText, readId, readPayload } from './read-messages'
import { isObject } from './read-protocol-message'
import { MAX_MESSAGES_PER_ENTRY } from './serial'

/** A presence change requested by a client. */
export type PresenceDraft = Payload & {
  action: typeof PresenceAction.enter | typeof PresenceAction.update | typeof PresenceAction.leave
  clientId?: string
  /** The id of the original enter, when a client re-enters after resuming. */
  id?: string
}

/**
 * Validates the presence messages of a frame.
 *
 * @param maxSize bytes, for all of them together
 * @throws RealtimeError
 */
export function readPresence(value: unknown, maxSize: number): PresenceDraft[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new RealtimeError('bad_request', 'presence is missing')
  if (value.length > MAX_MESSAGES_PER_ENTRY)
    throw new RealtimeError(
      'message_too_large',
      `at most ${MAX_MESSAGES_PER_ENTRY} presence messages at once`,
    )

  const drafts = value.map(readDraft)
  if (drafts.reduce((sum, draft) => sum + sizeOf(draft), 0) > maxSize)
    throw new RealtimeError('message_too_large', `more than ${maxSize} bytes`)
  return drafts
}

function readDraft(value: unknown): PresenceDraft {
  if (!isObject(value)) throw new RealtimeError('bad_request', 'a presence message must be an object')
  const { action } = value
  if (action !== PresenceAction.enter && action !== PresenceAction.update && action !== PresenceAction.leave)
    throw new RealtimeError('bad_request', 'presence can only be entered, updated and left')

  const draft: PresenceDraft = { ...readPayload(value), action }
  const clientId = optionalText(value, 'clientId', 'bad_client_id')
  if (clientId !== undefined) draft.clientId = clientId
  const id = readId(value)
  if (id !== undefined) draft.id = id
  return draft
}
