import { RealtimeError } from '../errors'
import { MessageAction } from './actions'
import { sizeOf, withBytes } from './data-encoding'
import type { Data, Payload } from './protocol-message'
import { isObject } from './read-protocol-message'
import { MAX_MESSAGES_PER_ENTRY } from './serial'

/** A message as a client wants it published. */
export type MessageDraft = Payload & {
  id?: string
  name?: string
  clientId?: string
  /** Of the connection on whose behalf it is published. */
  connectionKey?: string
  /** In bytes (spec TM6). Measured once: it is asked for several times. */
  size: number
}

/** Longer ids and encodings are no honest client's. They count towards no size, so they need a bound. In characters. */
const MAX_ID_LENGTH = 512
const MAX_ENCODING_LENGTH = 256

/** Lists and objects in each other. Writers of msgpack give up beyond a hundred, on whatever else is in the frame, too. */
const MAX_EXTRAS_DEPTH = 32

/** Extras that make the server do something this one does not do. */
const UNSUPPORTED_EXTRAS = ['push', 'privileged']

/**
 * Checks the messages of one publish. Fields that only a server may set are ignored. Total: it answers or throws.
 *
 * @param maxSize bytes of all of them together
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

/** Bytes of all of them together. */
export function totalSize(drafts: readonly MessageDraft[]): number {
  let sum = 0
  for (const { size } of drafts) sum += size
  return sum
}

/**
 * Reads data, encoding and extras, of messages and of presence.
 *
 * @throws RealtimeError `bad_data`, `bad_extras`
 */
export function readPayload(fields: Record<string, unknown>): Payload {
  const payload: Payload = {}
  const encoding = optionalText(fields, 'encoding', 'bad_data')
  if (encoding !== undefined && encoding.length > MAX_ENCODING_LENGTH)
    throw new RealtimeError('bad_data', `an encoding has at most ${MAX_ENCODING_LENGTH} characters`)
  if (encoding?.split('/').includes('vcdiff'))
    throw new RealtimeError('bad_data', 'deltas are made by the server')
  if (encoding !== undefined && encoding !== '') payload.encoding = encoding

  const { data, extras } = fields
  if (data !== undefined && data !== null) payload.data = readData(data)
  if (extras !== undefined && extras !== null) payload.extras = readExtras(extras)

  const canonical = withBytes(payload)
  if (canonical === null) throw new RealtimeError('bad_data', 'the data is not base64')
  return canonical
}

/** A field that is text, absent or `null`. */
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

/** The id that a client gives. @throws RealtimeError `bad_message_id` */
export function readId(fields: Record<string, unknown>): string | undefined {
  const id = optionalText(fields, 'id', 'bad_message_id')
  if (id !== undefined && id.length > MAX_ID_LENGTH)
    throw new RealtimeError('bad_message_id', `an id has at most ${MAX_ID_LENGTH} characters`)
  return id
}

function readMessage(value: unknown): MessageDraft {
  if (!isObject(value)) throw new RealtimeError('bad_request', 'a message is an object')
  if ((value.action ?? MessageAction.create) !== MessageAction.create)
    throw new RealtimeError('bad_request', 'a change of a message stands alone')

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
  throw new RealtimeError('bad_data', 'data is text or bytes; encode anything else')
}

function readExtras(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw new RealtimeError('bad_extras', 'extras is not an object')
  const unsupported = UNSUPPORTED_EXTRAS.find((name) => name in value)
  if (unsupported) throw new RealtimeError('bad_extras', `extras.${unsupported} is not supported`)
  if (isDeeper(value, MAX_EXTRAS_DEPTH))
    throw new RealtimeError('bad_extras', `extras are nested at most ${MAX_EXTRAS_DEPTH} deep`)
  try {
    // A copy that can be written in both formats: no bytes, no cycles.
    return JSON.parse(JSON.stringify(value), refusePrototype)
  } catch {
    throw new RealtimeError('bad_extras', 'extras is not JSON')
  }
}

/** Whether lists and objects are in each other more often than that. Looks no deeper. */
function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return most === 0 || Object.values(value).some((part) => isDeeper(part, most - 1))
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('a key that no reader expects')
  return value
}

/** Several ids of one publish are `<base>:0`, `<base>:1` and so on (spec RSL1k). */
function checkIds(messages: readonly MessageDraft[]): void {
  if (messages.length === 1 || messages.every(({ id }) => id === undefined)) return

  const firstId = messages[0]?.id
  const base = firstId?.endsWith(':0') ? firstId.slice(0, -':0'.length) : null
  if (base === null || messages.some(({ id }, index) => id !== `${base}:${index}`))
    throw new RealtimeError('bad_message_id', 'the ids of several messages are <base>:0, <base>:1 and so on')
}
