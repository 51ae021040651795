import type { ChannelLog } from './channel-log'

/** The share of the limit that an eviction leaves, so that not every publish causes one. */
const KEPT_SHARE = 0.9

/**
 * Limits the total size of all logs of a server, across channels and apps. Above the limit, the logs least recently written to
 * are emptied. A client that resumes from a serial in one of them is told that it lost continuity.
 */
export class SharedBound {
  readonly #maxSize: number
  readonly #logs = new Set<ChannelLog>()
  #size = 0

  /** @param maxSize in bytes; `Infinity` for unlimited */
  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  add(log: ChannelLog): void {
    this.#logs.add(log)
    this.changeBy(log.size)
  }

  remove(log: ChannelLog): void {
    if (this.#logs.delete(log)) this.#size -= log.size
  }

  /** Adds to the total size; negative when a log shrank. */
  changeBy(bytes: number): void {
    this.#size += bytes
    if (this.#size > this.#maxSize) this.#evict()
  }

  #evict(): void {
    const oldestFirst = [...this.#logs].sort((a, b) => (a.head < b.head ? -1 : 1))
    for (const log of oldestFirst) {
      if (this.#size <= this.#maxSize * KEPT_SHARE) return
      this.#size -= log.size
      log.clear()
    }
  }
}
