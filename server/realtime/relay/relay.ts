import { isInboxChannel } from '@/contract/log/channels'
import { failPoint } from '@/server/fail-point'
import { log } from '@/server/logger'
import type { Outcome, Publisher } from '@/server/realtime/publisher'
import { batchByChannel, type ChannelBatch, queuesByChannel } from './batch'
import { inboxBatch } from './inbox-feed'
import {
  bury,
  deleteEvents,
  findPending,
  keepChannels,
  noteFailure,
  type PendingEvent,
  type Query,
} from './store'

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5_000

/** Refusals of an event before its channel continues without it: a service may be wrong once, but not ten times. */
const MAX_REFUSALS = 10

/** The minimum time between announcements to a site's inboxes, in milliseconds. */
const INBOX_INTERVAL_MS = 150

/** Pause between reads of inbox rows, as a multiple of the last read's duration, so that inboxes do not slow down messages. */
const INBOX_PAUSE = 4

/** With this many events waiting for inboxes, the next announcement is published immediately. */
const MAX_WAITING_FOR_INBOX = 300

type Stall = { until: number; delayMs: number; refused: boolean }

/**
 * Publishes stored events to their channels, oldest first per channel, at least once. Deletes each event once all its channels have
 * received it.
 *
 * A channel whose events fail is paused for a while, so that later events cannot overtake failed ones; other channels continue. Two
 * concurrent relays would break the order, so the process that runs one holds the lease.
 */
export class Relay {
  readonly #publisher: Publisher
  readonly #now: () => number
  readonly #stalls = new Map<string, Stall>()
  /** Channels that have received an event whose row still exists, by event id. After a crash, they receive it again. */
  readonly #delivered = new Map<string, Set<string>>()
  /** Events that only their site's inboxes have yet to receive, by id. */
  readonly #waitingForInbox = new Map<string, PendingEvent>()
  /** The earliest time of the next announcement, by inbox channel. */
  readonly #nextInboxAt = new Map<string, number>()
  #isEnding = false

  /** @param now milliseconds since the epoch */
  constructor(publisher: Publisher, now: () => number = Date.now) {
    this.#publisher = publisher
    this.#now = now
  }

  /** Publishes everything that is due. Returns how many events are done. */
  async run(query: Query): Promise<number> {
    try {
      let done = 0
      for (;;) {
        const events = await this.#findPending(query)
        const batches = await this.#batches(query, events)
        if (batches.length === 0) return done

        const outcomes = await this.#publisher.publish(batches.map((batch) => batch.announcement))
        failPoint('after_publish')
        done += await this.#settle(query, batches, outcomes)
      }
    } catch (error) {
      // Another process may have continued with them in the meantime.
      this.#delivered.clear()
      this.#waitingForInbox.clear()
      throw error
    }
  }

  /**
   * Makes the next run publish to inboxes without delay: the next process would publish events that only inboxes are waiting
   * for to all their channels again.
   */
  end(): void {
    this.#isEnding = true
  }

  /** When to run again even without new events, in milliseconds since the epoch; `null` for never. */
  get nextRetryAt(): number | null {
    const times = [...this.#stalls.values()].map((stall) => stall.until)
    for (const channel of new Set([...this.#waitingForInbox.values()].map(inboxOf))) {
      if (channel === undefined) continue
      times.push(Math.max(this.#nextInboxAt.get(channel) ?? 0, this.#stalls.get(channel)?.until ?? 0))
    }
    return times.length === 0 ? null : Math.min(...times)
  }

  #findPending(query: Query): Promise<PendingEvent[]> {
    return findPending(query, {
      stalled: this.#stalledChannels(),
      exceptIds: [...this.#waitingForInbox.keys()],
    })
  }

  async #batches(query: Query, events: readonly PendingEvent[]): Promise<ChannelBatch[]> {
    const stalled = new Set(this.#stalledChannels())
    const singly = this.#refusedChannels()
    const dueChannels = (event: PendingEvent) =>
      this.#undelivered(event).filter((channel) => !stalled.has(channel) && channel !== inboxOf(event))
    const batches = batchByChannel(events, dueChannels, { singly })

    const undeliveredInbox = (event: PendingEvent) => {
      const inbox = inboxOf(event)
      return inbox === undefined || this.#delivered.get(event.id)?.has(inbox) ? [] : [inbox]
    }
    const waiting = [...this.#waitingForInbox.values(), ...events]
    for (const [channel, own] of queuesByChannel(waiting, undeliveredInbox)) {
      if (stalled.has(channel)) continue
      if (this.#isInboxDue(channel)) {
        const startedAt = this.#now()
        batches.push(await inboxBatch(query, channel, singly.has(channel) ? own.slice(0, 1) : own))
        const endedAt = this.#now()
        const pauseMs = Math.max(INBOX_INTERVAL_MS, INBOX_PAUSE * (endedAt - startedAt))
        this.#nextInboxAt.set(channel, endedAt + pauseMs)
      } else this.#waitForInbox(own)
    }
    return batches
  }

  #isInboxDue(channel: string): boolean {
    const nextAt = this.#nextInboxAt.get(channel) ?? 0
    return this.#isEnding || this.#now() >= nextAt || this.#waitingForInbox.size >= MAX_WAITING_FOR_INBOX
  }

  async #settle(query: Query, batches: ChannelBatch[], outcomes: Outcome[]): Promise<number> {
    for (const [index, batch] of batches.entries()) {
      const outcome = outcomes[index]
      if (outcome === undefined) continue
      if (outcome.status === 'accepted') this.#noteDelivered(batch)
      else await this.#noteFailure(query, batch, outcome)
    }
    const events = new Map(batches.flatMap((batch) => batch.events.map((event) => [event.id, event])))
    const done: string[] = []
    const rest: PendingEvent[] = []
    for (const event of events.values()) {
      if (this.#undelivered(event).length === 0) done.push(event.id)
      else rest.push(event)
    }
    await deleteEvents(query, done)
    for (const id of done) this.#forget(id)
    await this.#keepRest(query, rest)
    return done.length
  }

  #noteDelivered({ announcement: { channel }, events }: ChannelBatch): void {
    this.#stalls.delete(channel)
    for (const { id } of events) {
      const channels = this.#delivered.get(id) ?? new Set()
      this.#delivered.set(id, channels.add(channel))
    }
  }

  /**
   * Handles partially delivered events. Those that only inboxes are waiting for stay in memory for a moment. If a channel is
   * failing, which may take long, the row is narrowed to the remaining channels, so that the others do not receive the event
   * again.
   */
  async #keepRest(query: Query, events: readonly PendingEvent[]): Promise<void> {
    const stalled = this.#stalledChannels()
    this.#waitForInbox(events.filter((event) => !stalled.includes(inboxOf(event) ?? '')))

    for (const event of events) {
      const remaining = this.#undelivered(event)
      if (!this.#delivered.has(event.id) || !remaining.some((channel) => stalled.includes(channel))) continue
      await keepChannels(query, event.id, remaining)
      this.#forget(event.id)
    }
  }

  /** Holds those of these events that only inboxes have yet to receive. */
  #waitForInbox(events: readonly PendingEvent[]): void {
    for (const event of events) {
      if (this.#waitingForInbox.has(event.id)) continue
      const inbox = inboxOf(event)
      const isRest = this.#undelivered(event).every((channel) => channel === inbox)
      if (isRest) this.#waitingForInbox.set(event.id, event)
    }
  }

  #undelivered({ id, channels }: PendingEvent): string[] {
    const delivered = this.#delivered.get(id)
    return delivered === undefined ? channels : channels.filter((channel) => !delivered.has(channel))
  }

  #forget(id: string): void {
    this.#delivered.delete(id)
    this.#waitingForInbox.delete(id)
  }

  async #noteFailure(query: Query, batch: ChannelBatch, outcome: Exclude<Outcome, { status: 'accepted' }>) {
    const [oldest] = batch.events
    if (oldest === undefined) return

    const { channel } = batch.announcement
    const isDead = outcome.status === 'refused' && oldest.attempts + 1 >= MAX_REFUSALS
    await (isDead ? bury : noteFailure)(query, oldest.id, { channel, reason: outcome.reason })
    this.#stall(channel, outcome.status === 'refused')

    const fields = {
      eventId: oldest.event_id,
      channel,
      attempts: oldest.attempts + 1,
      reason: outcome.reason,
    }
    if (isDead) log.outbox.error(fields, 'an event was refused too often and will not be published')
    else log.outbox.warn(fields, 'failed to publish an event')
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

/** The inbox channel that receives this event as rows. Erasures are published immediately, as events. */
function inboxOf({ type, channels }: PendingEvent): string | undefined {
  return type === 'conversations.erased' ? undefined : channels.find(isInboxChannel)
}
