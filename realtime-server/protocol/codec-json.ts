import { withoutBytes } from './data-encoding'
import type { InboundMessage, OutboundMessage, Payload } from './protocol-message'
import { MalformedMessageError, readProtocolMessage } from './read-protocol-message'

/** Reads one text frame. @throws MalformedMessageError */
export function decodeText(frame: string): InboundMessage {
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch (cause) {
    throw new MalformedMessageError('the frame is not JSON', { cause })
  }
  return readProtocolMessage(value)
}

/** Encodes a text frame as bytes, so that a broadcast converts it only once. */
export function encodeText(message: OutboundMessage): Uint8Array {
  return Buffer.from(JSON.stringify(hasBytes(message) ? asText(message) : message))
}

/** Rarely true: most messages need no copy. */
function hasBytes({ messages, presence, annotations }: OutboundMessage): boolean {
  return anyBytes(messages) || anyBytes(presence) || anyBytes(annotations)
}

function anyBytes(payloads: readonly Payload[] | undefined): boolean {
  if (payloads !== undefined)
    for (const { data } of payloads) if (data !== undefined && typeof data !== 'string') return true
  return false
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
