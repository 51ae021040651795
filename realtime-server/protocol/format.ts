import { encodeText } from './codec-json'
import { encodeBinary } from './codec-msgpack'
import type { OutboundMessage } from './protocol-message'

/** The encoding of frames and bodies. */
export type Format = 'json' | 'msgpack'

/** Encodes a frame. Text frames are UTF-8. */
export function encodeFrame(format: Format, message: OutboundMessage): Uint8Array {
  return format === 'json' ? encodeText(message) : encodeBinary(message)
}
