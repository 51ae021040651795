import { RealtimeError } from '../errors'
import { AnnotationAction } from './actions'
import { sizeOf } from './data-encoding'
import type { Payload } from './protocol-message'
import { optionalText, readPayload } from './read-messages'
import { isObject } from './read-protocol-message'
import { MAX_MESSAGES_PER_ENTRY } from './serial'
import { methodOf, needsName } from './summary'

/** An annotation as a client wants it published, or taken back. */
export type AnnotationDraft = Payload & {
  action: typeof AnnotationAction.create | typeof AnnotationAction.delete
  /** Of the message that it is about. */
  messageSerial: string
  type: string
  name?: string
  clientId?: string
  count?: number
}

const MAX_COUNT = 1_000_000

/**
 * Checks the annotations of one frame. Total: it answers or throws.
 *
 * @param maxSize bytes of all of them together
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
  if (!isObject(value)) throw new RealtimeError('bad_request', 'an annotation is an object')
  const { action = AnnotationAction.create } = value
  if (action !== AnnotationAction.create && action !== AnnotationAction.delete)
    throw new RealtimeError('bad_request', 'annotations can be created and deleted')
  const [messageSerial, type] = [optionalText(value, 'messageSerial'), optionalText(value, 'type')]
  if (!messageSerial) throw new RealtimeError('bad_parameter', 'messageSerial is missing')
  if (!type || !/^[^:]+:[^:]+$/.test(type))
    throw new RealtimeError('bad_parameter', 'the type of an annotation is like reaction:unique.v1')
  const name = optionalText(value, 'name')
  if (!name && needsName(methodOf(type)))
    throw new RealtimeError('bad_parameter', 'annotations of this type have a name')

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
    throw new RealtimeError('bad_parameter', `count is a whole number between 1 and ${MAX_COUNT}`)
  return value
}
