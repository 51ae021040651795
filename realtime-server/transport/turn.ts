import { Due } from './due'
import type { SendQueue } from './send-queue'

/** So many sockets are written to at once. For more it is worth while to wait for what else this turn brings. */
const FEW = 16

/**
 * One turn of the event loop. What becomes due for a socket while frames are taken is gathered and written at once: the
 * system calls, one for each write, cost more than everything else.
 *
 * What is for a few sockets waits for nothing but the end of the read that brought it, so an idle server answers without
 * delay. What is for many waits for the end of the turn, so that publishes of several clients share their writes.
 */
export class Turn {
  /** What each socket is due as the turn begins. */
  nothing = Due.nothing()
  #queues: SendQueue[] = []

  /** Has the queue flushed before the turn is over. */
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
    // Sequences of this turn are of no use to the next.
    this.nothing = Due.nothing()
  }
}
