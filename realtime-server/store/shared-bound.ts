import type { ChannelLog } from './channel-log'

/** How much is left after an eviction, of what was allowed: so that there is not one with every publish. */
const KEPT_SHARE = 0.9

/**
 * Bounds what all logs of a server keep together, however many channels and apps there are. Beyond it the logs that nobody has
 * written to for longest are emptied. A client that comes back with a serial of theirs has lost continuity, and is told so.
 */
export class SharedBound {
  readonly #maxSize: number
  readonly #logs = new Set<ChannelLog>()
  #size = 0

  /** @param maxSize in bytes; `Infinity` for no bound */
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

  /** Some log has grown or shrunk by so many bytes. */
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
