import { withoutBytes } from './data-encoding'
import type { InboundMessage, OutboundMessage, Payload } from './protocol-message'
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
  const text = hasBytes(message) ? asText(message) : message
  return Buffer.from(JSON.stringify(text))
}

/** Almost no message has: most need no copy. */
function hasBytes({ messages = [], presence = [], annotations = [] }: OutboundMessage): boolean {
  const payloads: readonly (readonly Payload[])[] = [messages, presence, annotations]
  return payloads.some((some) => some.some(({ data }) => data !== undefined && typeof data !== 'string'))
}

function asText(message: OutboundMessage): OutboundMessage {
  const { messages, presence, annotations } = message
  return {
    ...message,
    ...(messages && { messages: messages.map(withoutBytes) }),
    ...(presence && { presence: presence.map(withoutBytes) }),
    ...(annotations && { annotations: annotations.map(withoutBytes) }),
  }
}
