import { RealtimeError } from '../errors'
import { MessageAction } from './actions'
import { sizeOf } from './data-encoding'
import type { Operation, Payload } from './protocol-message'
import { optionalText, readPayload } from './read-messages'
import { isObject } from './read-protocol-message'

/** A message change requested by a client. Absent fields stay unchanged. */
export type MutationDraft = Payload & {
  action: typeof MessageAction.update | typeof MessageAction.delete | typeof MessageAction.append
  /** The message to change. */
  serial: string
  name?: string
  operation: Operation
}

/** Whether messages are a single message change, to be read with {@link readMutation}. Never throws. */
export function isMutation(messages: unknown): messages is [Record<string, unknown>] {
  return (
    Array.isArray(messages) && messages.length === 1 && isObject(messages[0]) && isChange(messages[0].action)
  )
}

/**
 * Validates a message change. Ignores id, author and time: those of the message stay.
 *
 * @param maxSize bytes
 * @throws RealtimeError
 */
export function readMutation(value: unknown, maxSize: number): MutationDraft {
  if (!isObject(value) || !isChange(value.action))
    throw new RealtimeError('bad_request', 'a message change must be an object with an action')
  const serial = optionalText(value, 'serial')
  if (serial === undefined || serial === '') throw new RealtimeError('bad_parameter', 'the serial is missing')

  const name = optionalText(value, 'name')
  const draft: MutationDraft = {
    ...readPayload(value),
    action: value.action,
    serial,
    ...(name !== undefined && { name }),
    operation: readOperation(value.version),
  }
  if (sizeOf(draft) + Buffer.byteLength(JSON.stringify(draft.operation)) > maxSize)
    throw new RealtimeError('message_too_large', `more than ${maxSize} bytes`)
  return draft
}

function isChange(action: unknown): action is MutationDraft['action'] {
  return action === MessageAction.update || action === MessageAction.delete || action === MessageAction.append
}

function readOperation(value: unknown): Operation {
  if (value === undefined || value === null) return {}
  if (!isObject(value)) throw new RealtimeError('bad_request', 'version must be an object')
  const clientId = optionalText(value, 'clientId', 'bad_client_id')
  const description = optionalText(value, 'description')
  const metadata = readMetadata(value.metadata)
  return {
    ...(clientId !== undefined && { clientId }),
    ...(description !== undefined && { description }),
    ...(metadata !== undefined && { metadata }),
  }
}

function readMetadata(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined
  const isText = isObject(value) && Object.values(value).every((entry) => typeof entry === 'string')
  if (!isText) throw new RealtimeError('bad_request', 'metadata must be an object of strings')
  return value as Record<string, string>
}
