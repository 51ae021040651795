import type { Format } from '../protocol/format'

/** What a connection sends through. A connection may outlive several. */
export interface Transport {
  readonly format: Format

  /** Queues an encoded frame. Never throws, not even when the peer is gone. */
  send(frame: Uint8Array): void

  /** Whether the reader is so slow that anything that can wait should wait. */
  readonly isBehind: boolean

  /** Calls back when everything queued so far has been flushed; never if the transport ends first. */
  whenDrained(callback: () => void): void

  /** Flushes the queue, then closes. Nothing can be sent afterwards. */
  close(): void
}
