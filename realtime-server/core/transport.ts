import type { Format } from '../protocol/format'

/** What a connection sends through. It may come and go while the connection stays. */
export interface Transport {
  readonly format: Format

  /** Queues one encoded frame behind all earlier ones. Never throws, also when the other side is gone. */
  send(frame: Uint8Array): void

  /** Closes once everything queued is on its way. Nothing can be sent afterwards. */
  close(): void
}
