import { RealtimeError } from '../errors'
import { MessageAction } from './actions'
import { sizeOf, withBytes } from './data-encoding'
import type { Data, Payload } from './protocol-message'
import { isObject } from './read-protocol-message'
import { MAX_MESSAGES_PER_ENTRY } from './serial'

/** A message to publish. */
export type MessageDraft = Payload & {
  id?: string
  name?: string
  clientId?: string
  /** The connection on whose behalf it is published. */
  connectionKey?: string
  /** In bytes (spec TM6). Cached, since several checks use it. */
  size: number
}

/** Ids and encodings do not count towards the size of a message, so they need a limit of their own, in characters. */
const MAX_ID_LENGTH = 512
const MAX_ENCODING_LENGTH = 256

/** How deep lists and objects may nest. Msgpack writers fail beyond a hundred, for the whole frame. */
const MAX_EXTRAS_DEPTH = 32

/** Extras that trigger features which this server does not have. */
const UNSUPPORTED_EXTRAS = ['push', 'privileged']

/**
 * Validates the messages of a publish. Ignores fields that only a server may set.
 *
 * @param maxSize bytes, for all of them together
 * @throws RealtimeError
 */
export function readMessages(value: unknown, maxSize: number): MessageDraft[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new RealtimeError('bad_request', 'messages are missing')
  if (value.length > MAX_MESSAGES_PER_ENTRY)
    throw new RealtimeError('message_too_large', `at most ${MAX_MESSAGES_PER_ENTRY} messages at once`)

  const messages = value.map(readMessage)
  if (totalSize(messages) > maxSize)
    throw new RealtimeError('message_too_large', `more than ${maxSize} bytes`)
  checkIds(messages)
  return messages
}

/** The total size in bytes. */
export function totalSize(drafts: readonly MessageDraft[]): number {
  let sum = 0
  for (const { size } of drafts) sum += size
  return sum
}

/**
 * Reads data, encoding and extras of messages and presence messages.
 *
 * @throws RealtimeError `bad_data`, `bad_extras`
 */
export function readPayload(fields: Record<string, unknown>): Payload {
  const payload: Payload = {}
  const encoding = optionalText(fields, 'encoding', 'bad_data')
  if (encoding !== undefined && encoding.length > MAX_ENCODING_LENGTH)
    throw new RealtimeError('bad_data', `an encoding has at most ${MAX_ENCODING_LENGTH} characters`)
  if (encoding?.split('/').includes('vcdiff'))
    throw new RealtimeError('bad_data', 'only the server can create deltas')
  if (encoding !== undefined && encoding !== '') payload.encoding = encoding

  const { data, extras } = fields
  if (data !== undefined && data !== null) payload.data = readData(data)
  if (extras !== undefined && extras !== null) payload.extras = readExtras(extras)

  const canonical = withBytes(payload)
  if (canonical === null) throw new RealtimeError('bad_data', 'the data is not base64')
  return canonical
}

/** Reads an optional field of text; `null` counts as absent. */
export function optionalText(
  fields: Record<string, unknown>,
  name: string,
  reason:
    | 'bad_request'
    | 'bad_data'
    | 'bad_client_id'
    | 'bad_message_id'
    | 'bad_connection_key' = 'bad_request',
): string | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new RealtimeError(reason, `${name} is not a string`)
  return value
}

/** Reads the id chosen by the client. @throws RealtimeError `bad_message_id` */
export function readId(fields: Record<string, unknown>): string | undefined {
  const id = optionalText(fields, 'id', 'bad_message_id')
  if (id !== undefined && id.length > MAX_ID_LENGTH)
    throw new RealtimeError('bad_message_id', `an id has at most ${MAX_ID_LENGTH} characters`)
  return id
}

function readMessage(value: unknown): MessageDraft {
  if (!isObject(value)) throw new RealtimeError('bad_request', 'a message must be an object')
  if ((value.action ?? MessageAction.create) !== MessageAction.create)
    throw new RealtimeError('bad_request', 'a message change must be published alone')

  const { data, encoding, extras } = readPayload(value)
  const message: MessageDraft = { size: 0 }
  if (data !== undefined) message.data = data
  if (encoding !== undefined) message.encoding = encoding
  if (extras !== undefined) message.extras = extras
  const id = readId(value)
  if (id === '') throw new RealtimeError('bad_message_id', 'an id cannot be empty')
  if (id !== undefined) message.id = id
  const name = optionalText(value, 'name')
  if (name !== undefined) message.name = name
  const clientId = optionalText(value, 'clientId', 'bad_client_id')
  if (clientId !== undefined) message.clientId = clientId
  const connectionKey = optionalText(value, 'connectionKey', 'bad_connection_key')
  if (connectionKey !== undefined) message.connectionKey = connectionKey
  message.size = sizeOf(message)
  return message
}

function readData(value: unknown): Data {
  if (typeof value === 'string' || value instanceof Uint8Array) return value
  throw new RealtimeError('bad_data', 'data must be text or bytes; encode anything else')
}

function readExtras(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw new RealtimeError('bad_extras', 'extras is not an object')
  const unsupported = UNSUPPORTED_EXTRAS.find((name) => name in value)
  if (unsupported) throw new RealtimeError('bad_extras', `extras.${unsupported} is not supported`)
  if (isDeeper(value, MAX_EXTRAS_DEPTH))
    throw new RealtimeError('bad_extras', `extras are nested at most ${MAX_EXTRAS_DEPTH} deep`)
  try {
    // A copy that both formats can encode: no bytes, no cycles.
    return JSON.parse(JSON.stringify(value), refusePrototype)
  } catch {
    throw new RealtimeError('bad_extras', 'extras is not JSON')
  }
}

/** Whether lists and objects nest deeper than `most` levels. Looks no deeper. */
function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return most === 0 || Object.values(value).some((part) => isDeeper(part, most - 1))
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('a key that readers do not expect')
  return value
}

/** Several ids of one publish must be `<base>:0`, `<base>:1` and so on (spec RSL1k). */
function checkIds(messages: readonly MessageDraft[]): void {
  if (messages.length === 1 || messages.every(({ id }) => id === undefined)) return

  const firstId = messages[0]?.id
  const base = firstId?.endsWith(':0') ? firstId.slice(0, -':0'.length) : null
  if (base === null || messages.some(({ id }, index) => id !== `${base}:${index}`))
    throw new RealtimeError(
      'bad_message_id',
      'the ids of several messages must be <base>:0, <base>:1 and so on',
    )
}
