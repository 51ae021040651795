import { Action } from '../protocol/actions'
import { encodeFrame, type Format } from '../protocol/format'
import type { OutboundMessage } from '../protocol/protocol-message'
import type { Entry } from '../store/broker'

/** An entry on its way to many: encoded once per format, however many receive it. */
export class Broadcast {
  readonly entry: Entry
  readonly #encoded = new Map<string, Uint8Array>()

  constructor(entry: Entry) {
    this.entry = entry
  }

  /** @param channel as the receiver names it, perhaps with a qualifier */
  encoded(format: Format, channel: string): Uint8Array {
    const id = `${format} ${channel}`
    let frame = this.#encoded.get(id)
    if (!frame) {
      frame = encodeFrame(format, toFrame(this.entry, channel))
      this.#encoded.set(id, frame)
    }
    return frame
  }
}

function toFrame({ kind, ...fields }: Entry, channel: string): OutboundMessage {
  return { action: Action[kind], channel, ...fields }
}
