import { setTimeout as sleep } from 'node:timers/promises'
import { onWakeRelay } from '@/server/events/wake'
import { log } from '@/server/logger'
import type { Publisher } from '@/server/realtime/publisher'
import { connectLease, type Lease, wakeLeaseHolder } from './lease'
import { Relay } from './relay'

/** How often to run without a wake-up, in case one was lost, and to acquire a lease that became free. */
const SWEEP_MS = 1_000

/** How long to wait for events that are due when the process stops. */
const FLUSH_MS = 3_000

/**
 * Starts this process's relay. It runs right after each commit, and every second. While another process holds the lease, this one
 * notifies it of commits instead.
 *
 * @returns a function that stops it: publishes what is due, if possible, and releases the lease
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
  #removeWakeListener = () => {}

  constructor(publisher: Publisher) {
    this.#relay = new Relay(publisher)
  }

  start(): void {
    this.#removeWakeListener = onWakeRelay(() => this.#wake())
    this.#sweep = setInterval(() => this.#wake(), SWEEP_MS)
    this.#wake()
  }

  async stop(): Promise<void> {
    this.#removeWakeListener()
    clearInterval(this.#sweep)
    clearTimeout(this.#retry)
    this.#relay.end()
    this.#wake()
    this.#isStopping = true
    await Promise.race([this.#running, sleep(FLUSH_MS, undefined, { ref: false })])
    await this.#lease?.release()
    this.#lease = null
  }

  /** One run at a time; a call during a run makes it run again. */
  #wake(): void {
    if (this.#isStopping) return
    if (this.#running !== null) {
      this.#again = true
      return
    }
    this.#running = this.#runUntilIdle().finally(() => {
      this.#running = null
    })
  }

  async #runUntilIdle(): Promise<void> {
    try {
      do {
        this.#again = false
        const lease = await this.#connectedLease()
        if (await lease.tryHold()) await this.#relay.run(lease.query)
        else await wakeLeaseHolder(lease.query)
      } while (this.#again)
      this.#retryWhenDue()
    } catch (error) {
      // The next sweep retries; stored events stay stored.
      log.outbox.warn({ error }, 'a relay run failed')
    }
  }

  /** Reuses one connection, whether or not it holds the lease, until it breaks. */
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
