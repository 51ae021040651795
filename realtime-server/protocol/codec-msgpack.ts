import { Decoder, Encoder, ExtensionCodec } from '@msgpack/msgpack'
import { checkMsgpackCost } from './msgpack-cost'
import type { InboundMessage, OutboundMessage } from './protocol-message'
import { MalformedMessageError, readProtocolMessage } from './read-protocol-message'

/** The SDK's msgpack writes `undefined` as extension type 0. Other extension types stay opaque and are refused later. */
const extensions = new ExtensionCodec()
extensions.register({ type: 0, encode: () => null, decode: () => undefined })

const decoder = new Decoder({ extensionCodec: extensions })
const encoder = new Encoder({ ignoreUndefined: true })

/** Reads one binary frame. @throws MalformedMessageError */
export function decodeBinary(frame: Uint8Array): InboundMessage {
  let value: unknown
  try {
    value = decodeMsgpack(frame)
  } catch (cause) {
    throw new MalformedMessageError('the frame is not msgpack', { cause })
  }
  return readProtocolMessage(value)
}

/** Encodes a binary frame. */
export function encodeBinary(message: OutboundMessage): Uint8Array {
  return encodeMsgpack(message)
}

/** Decodes any msgpack value whose memory cost is proportionate to its size. Throws for anything else. */
export function decodeMsgpack(bytes: Uint8Array): unknown {
  checkMsgpackCost(bytes)
  return decoder.decode(bytes)
}

/** Encodes plain values and bytes only: the SDK's reader supports neither timestamps nor extensions. */
export function encodeMsgpack(value: unknown): Uint8Array {
  return encoder.encode(value)
}
