import { withoutBytes } from './data-encoding'
import type { InboundMessage, OutboundMessage } from './protocol-message'
import { MalformedMessageError, readProtocolMessage } from './read-protocol-message'

/** Reads one text frame. Throws {@link MalformedMessageError}, and never anything else. */
export function decodeText(frame: string): InboundMessage {
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch (cause) {
    throw new MalformedMessageError('the frame is not JSON', { cause })
  }
  return readProtocolMessage(value)
}

/** Writes one text frame, as bytes so that sending it to many costs the conversion once. */
export function encodeText(message: OutboundMessage): Uint8Array {
  const { messages, presence, annotations } = message
  const text = {
    ...message,
    ...(messages && { messages: messages.map(withoutBytes) }),
    ...(presence && { presence: presence.map(withoutBytes) }),
    ...(annotations && { annotations: annotations.map(withoutBytes) }),
  }
  return Buffer.from(JSON.stringify(text))
}
