import { failPoint } from '@/server/fail-point'
import { log } from '@/server/logger'
import type { Outcome, Publisher } from '@/server/realtime/publisher'
import { batchByChannel, type ChannelBatch } from './batch'
import { deleteEvents, findPending, noteFailure, type Query } from './store'

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5_000

/** Refusals of one event before it is taken out of the queue: a service may be wrong once, not ten times. */
const MAX_REFUSALS = 10

type Stall = { until: number; delayMs: number; refused: boolean }

/**
 * Sends recorded events, oldest first per channel, at least once.
 *
 * A channel whose events fail is left alone for a while, so its later events cannot overtake the failed ones; other
 * channels go on. Two relays at the same time would break the order, so the process that runs one holds the lease.
 */
export class Relay {
  readonly #publisher: Publisher
  readonly #now: () => number
  readonly #stalls = new Map<string, Stall>()

  /** @param now milliseconds since the epoch */
  constructor(publisher: Publisher, now: () => number = Date.now) {
    this.#publisher = publisher
    this.#now = now
  }

  /** Sends everything that is due and answers how many events are done. */
  async run(query: Query): Promise<number> {
    let done = 0
    while (true) {
      const events = await findPending(query, this.#stalledChannels())
      if (events.length === 0) return done

      const batches = batchByChannel(events, { singly: this.#refusedChannels() })
      const outcomes = await this.#publisher.publish(batches.map((batch) => batch.announcement))
      failPoint('after_publish')
      done += await this.#settle(query, batches, outcomes)
    }
  }

  /** When the first stalled channel may be tried again, in milliseconds since the epoch; `null` when none waits. */
  get nextRetryAt(): number | null {
    const times = [...this.#stalls.values()].map((stall) => stall.until)
    return times.length === 0 ? null : Math.min(...times)
  }

  async #settle(query: Query, batches: ChannelBatch[], outcomes: Outcome[]): Promise<number> {
    const accepted = batches.filter((_, index) => outcomes[index]?.status === 'accepted')
    const sent = accepted.flatMap((batch) => batch.events.map((event) => event.id))
    for (const batch of accepted) this.#stalls.delete(batch.announcement.channel)
    if (sent.length > 0) await deleteEvents(query, sent)

    for (const [index, batch] of batches.entries()) {
      const outcome = outcomes[index]
      if (outcome !== undefined && outcome.status !== 'accepted')
        await this.#noteFailure(query, batch, outcome)
    }
    return sent.length
  }

  async #noteFailure(query: Query, batch: ChannelBatch, outcome: Exclude<Outcome, { status: 'accepted' }>) {
    const [oldest] = batch.events
    if (oldest === undefined) return

    const { channel } = batch.announcement
    const isDead = outcome.status === 'refused' && oldest.attempts + 1 >= MAX_REFUSALS
    await noteFailure(query, oldest.id, { reason: outcome.reason, isDead })
    this.#stall(channel, outcome.status === 'refused')

    const fields = {
      eventId: oldest.event_id,
      channel,
      attempts: oldest.attempts + 1,
      reason: outcome.reason,
    }
    if (isDead) log.outbox.error(fields, 'an event was refused for good and will not be sent')
    else log.outbox.warn(fields, 'an event could not be published')
  }

  #stall(channel: string, refused: boolean): void {
    const before = this.#stalls.get(channel)?.delayMs
    const delayMs = before === undefined ? FIRST_RETRY_MS : Math.min(before * 2, LAST_RETRY_MS)
    this.#stalls.set(channel, { until: this.#now() + delayMs, delayMs, refused })
  }

  #refusedChannels(): Set<string> {
    return new Set([...this.#stalls].filter(([, stall]) => stall.refused).map(([channel]) => channel))
  }

  #stalledChannels(): string[] {
    return [...this.#stalls].filter(([, stall]) => stall.until > this.#now()).map(([channel]) => channel)
  }
}
