import { FrameBatch } from './frame-batch'
import type { SendQueue } from './send-queue'

/** Up to this many sockets are flushed at once. For more, it pays to wait for the rest of the turn. */
const FEW = 16

/**
 * Flushes send queues once per turn of the event loop, so that a socket's frames share one write: system calls cost more than
 * everything else.
 *
 * Few queues are flushed on `nextTick`, at the end of the current read, so an idle server responds without delay. Many are
 * flushed on `setImmediate`, so that publishes of several clients share writes.
 */
export class FlushScheduler {
  /** The root of this turn's batches. */
  empty = FrameBatch.empty()
  #queues: SendQueue[] = []

  /** Schedules a flush of the queue. */
  add(queue: SendQueue): void {
    if (this.#queues.length === 0) process.nextTick(() => this.#endOfRead())
    this.#queues.push(queue)
  }

  #endOfRead(): void {
    if (this.#queues.length <= FEW) this.#flush()
    else setImmediate(() => this.#flush())
  }

  #flush(): void {
    const queues = this.#queues
    this.#queues = []
    for (const queue of queues) queue.flush()
    // A new root releases this turn's batches.
    this.empty = FrameBatch.empty()
  }
}
