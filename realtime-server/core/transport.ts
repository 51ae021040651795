import type { Format } from '../protocol/format'

/** What a connection sends through. It may come and go while the connection stays. */
export interface Transport {
  readonly format: Format

  /** Queues one encoded frame behind all earlier ones. Never throws, also when the other side is gone. */
  send(frame: Uint8Array): void

  /** Whether so much waits for a slow reader that it should get no more that can wait. */
  readonly isBehind: boolean

  /** Calls back when everything queued so far is on its way; never if the transport ends before. */
  whenDrained(callback: () => void): void

  /** Closes once everything queued is on its way. Nothing can be sent afterwards. */
  close(): void
}
