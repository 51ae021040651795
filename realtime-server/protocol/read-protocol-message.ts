import type { InboundMessage } from './protocol-message'

/** The received frame is not a protocol message. */
export class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError'
}

type Fields = Record<string, unknown>

/**
 * Validates the envelope of a decoded frame. As the protocol demands, `null` counts as absent and unknown fields are ignored.
 *
 * @throws MalformedMessageError
 */
export function readProtocolMessage(value: unknown): InboundMessage {
  if (!isObject(value)) throw new MalformedMessageError('a protocol message must be an object')

  const { messages, presence, annotations, auth } = value
  const message: InboundMessage = {
    action: naturalNumber(value, 'action') ?? missing('action'),
    flags: naturalNumber(value, 'flags') ?? 0,
    params: textMap(value, 'params'),
    messages,
    presence,
    annotations,
    auth,
  }
  const channel = text(value, 'channel')
  if (channel !== undefined) message.channel = channel
  const channelSerial = text(value, 'channelSerial')
  if (channelSerial !== undefined) message.channelSerial = channelSerial
  const id = text(value, 'id')
  if (id !== undefined) message.id = id
  const msgSerial = naturalNumber(value, 'msgSerial')
  if (msgSerial !== undefined) message.msgSerial = msgSerial
  return message
}

/** Whether a value is an object as in JSON: not a list, bytes or an extension type. */
export function isObject(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new MalformedMessageError(`${name} is not a string`)
  return value
}

function naturalNumber(fields: Fields, name: string): number | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new MalformedMessageError(`${name} is not a natural number`)
  }
  return value
}

const none: ReadonlyMap<string, string> = new Map()

function textMap(fields: Fields, name: string): ReadonlyMap<string, string> {
  const value = fields[name]
  if (value === undefined || value === null) return none
  if (!isObject(value)) throw new MalformedMessageError(`${name} is not an object`)

  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null)
  return new Map(entries.map(([key, entry]) => [key, asText(entry, name)]))
}

/** Accepts `rewind: 1` as well as `rewind: '1'`. Refuses objects, which have no canonical text. */
function asText(value: unknown, name: string): string {
  if (!['string', 'number', 'boolean'].includes(typeof value))
    throw new MalformedMessageError(`${name} has a value that is not text`)
  return String(value)
}

function missing(name: string): never {
  throw new MalformedMessageError(`${name} is missing`)
}
