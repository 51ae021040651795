import { RealtimeError } from '../errors'
import { AnnotationAction } from './actions'
import { sizeOf } from './data-encoding'
import type { Payload } from './protocol-message'
import { optionalText, readPayload } from './read-messages'
import { isObject } from './read-protocol-message'
import { MAX_MESSAGES_PER_ENTRY } from './serial'
import { methodOf, needsName } from './summary'

/** An annotation to publish or to delete. */
export type AnnotationDraft = Payload & {
  action: typeof AnnotationAction.create | typeof AnnotationAction.delete
  /** The annotated message. */
  messageSerial: string
  type: string
  name?: string
  clientId?: string
  count?: number
}

const MAX_COUNT = 1_000_000

/**
 * Validates the annotations of a frame.
 *
 * @param maxSize bytes, for all of them together
 * @throws RealtimeError
 */
export function readAnnotations(value: unknown, maxSize: number): AnnotationDraft[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new RealtimeError('bad_request', 'annotations are missing')
  if (value.length > MAX_MESSAGES_PER_ENTRY)
    throw new RealtimeError('message_too_large', `at most ${MAX_MESSAGES_PER_ENTRY} annotations at once`)

  const drafts = value.map(readDraft)
  if (drafts.reduce((sum, draft) => sum + sizeOf(draft) + Buffer.byteLength(draft.type), 0) > maxSize)
    throw new RealtimeError('message_too_large', `more than ${maxSize} bytes`)
  return drafts
}

function readDraft(value: unknown): AnnotationDraft {
  if (!isObject(value)) throw new RealtimeError('bad_request', 'an annotation must be an object')
  const { action = AnnotationAction.create } = value
  if (action !== AnnotationAction.create && action !== AnnotationAction.delete)
    throw new RealtimeError('bad_request', 'annotations can only be created and deleted')
  const [messageSerial, type] = [optionalText(value, 'messageSerial'), optionalText(value, 'type')]
  if (!messageSerial) throw new RealtimeError('bad_parameter', 'messageSerial is missing')
  if (!type || !/^[^:]+:[^:]+$/.test(type))
    throw new RealtimeError('bad_parameter', 'the type of an annotation must look like reaction:unique.v1')
  const name = optionalText(value, 'name')
  if (!name && needsName(methodOf(type)))
    throw new RealtimeError('bad_parameter', 'annotations of this type need a name')

  const draft: AnnotationDraft = { ...readPayload(value), action, messageSerial, type }
  if (name !== undefined) draft.name = name
  const clientId = optionalText(value, 'clientId', 'bad_client_id')
  if (clientId !== undefined) draft.clientId = clientId
  const count = readCount(value.count)
  if (count !== undefined) draft.count = count
  return draft
}

function readCount(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > MAX_COUNT)
    throw new RealtimeError('bad_parameter', `count must be a whole number between 1 and ${MAX_COUNT}`)
  return value
}
