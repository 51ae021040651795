import { setTimeout as sleep } from 'node:timers/promises'
import { onWakeRelay } from '@/server/events/wake'
import { log } from '@/server/logger'
import type { Publisher } from '@/server/realtime/publisher'
import { connectLease, type Lease, wakeLeaseHolder } from './lease'
import { Relay } from './relay'

/** How often to look although nobody called: in case a wake-up was lost, and to ask for a lease that became free. */
const SWEEP_MS = 1_000

/** How long the end of the process waits for what is due. */
const FLUSH_MS = 3_000

/**
 * Runs the relay of this process from now on: at once after a commit, and with a sweep every second. While another
 * process has the lease, commits of this one are made known to it instead.
 *
 * @returns what ends it: sends what is due, as far as that works, and gives the lease back
 */
export function startRelay(publisher: Publisher): () => Promise<void> {
  const schedule = new Schedule(publisher)
  schedule.start()
  return () => schedule.stop()
}

class Schedule {
  readonly #relay: Relay
  #lease: Lease | null = null
  #running: Promise<void> | null = null
  #again = false
  #isStopping = false
  #sweep: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #forgetWake = () => {}

  constructor(publisher: Publisher) {
    this.#relay = new Relay(publisher)
  }

  start(): void {
    this.#forgetWake = onWakeRelay(() => this.#wake())
    this.#sweep = setInterval(() => this.#wake(), SWEEP_MS)
    this.#wake()
  }

  async stop(): Promise<void> {
    this.#forgetWake()
    clearInterval(this.#sweep)
    clearTimeout(this.#retry)
    this.#relay.end()
    this.#wake()
    this.#isStopping = true
    await Promise.race([this.#running, sleep(FLUSH_MS, undefined, { ref: false })])
    await this.#lease?.release()
    this.#lease = null
  }

  /** One run at a time; a call during a run makes it look once more. */
  #wake(): void {
    if (this.#isStopping) return
    if (this.#running !== null) {
      this.#again = true
      return
    }
    this.#running = this.#runUntilQuiet().finally(() => {
      this.#running = null
    })
  }

  async #runUntilQuiet(): Promise<void> {
    try {
      do {
        this.#again = false
        const lease = await this.#connectedLease()
        if (await lease.tryHold()) await this.#relay.run(lease.query)
        else await wakeLeaseHolder(lease.query)
      } while (this.#again)
      this.#retryWhenDue()
    } catch (error) {
      // The next sweep tries again; what is recorded stays recorded.
      log.outbox.warn({ error }, 'the relay could not work')
    }
  }

  /** One connection for as long as it lasts, whether or not it holds the lease. */
  async #connectedLease(): Promise<Lease> {
    if (this.#lease?.isLost()) this.#lease = null
    this.#lease ??= await connectLease(() => this.#wake())
    return this.#lease
  }

  #retryWhenDue(): void {
    clearTimeout(this.#retry)
    const { nextRetryAt } = this.#relay
    if (nextRetryAt === null || this.#isStopping) return
    this.#retry = setTimeout(() => this.#wake(), Math.max(0, nextRetryAt - Date.now()))
  }
}
