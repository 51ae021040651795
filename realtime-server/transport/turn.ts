import { Due } from './due'
import type { SendQueue } from './send-queue'

/**
 * One turn of the event loop. What becomes due for a socket while frames of all clients are taken is written at the end of
 * the turn, at once: the system calls, one for each write, cost more than everything else. In an idle server the turn ends
 * with the frame that began it, so nothing waits.
 */
export class Turn {
  /** What each socket is due as the turn begins. */
  nothing = Due.nothing()
  #queues: SendQueue[] = []

  /** Has the queue flushed at the end of the turn. */
  add(queue: SendQueue): void {
    if (this.#queues.length === 0) setImmediate(() => this.#end())
    this.#queues.push(queue)
  }

  #end(): void {
    const queues = this.#queues
    this.#queues = []
    for (const queue of queues) queue.flush()
    // Sequences of this turn are of no use to the next.
    this.nothing = Due.nothing()
  }
}
