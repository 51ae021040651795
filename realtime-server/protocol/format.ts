import { encodeText } from './codec-json'
import { encodeBinary } from './codec-msgpack'
import type { OutboundMessage } from './protocol-message'

/** How frames and bodies are written. */
export type Format = 'json' | 'msgpack'

/** One frame in a format. Text frames are UTF-8. */
export function encodeFrame(format: Format, message: OutboundMessage): Uint8Array {
  return format === 'json' ? encodeText(message) : encodeBinary(message)
}
