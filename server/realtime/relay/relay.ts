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

/** Refusals of one event before its channel goes on without it: a service may be wrong once, not ten times. */
const MAX_REFUSALS = 10

/** The shortest time between two announcements to a site's lists, in milliseconds. */
const INBOX_INTERVAL_MS = 150

/** Rows are not read again for this many times as long as the last read took, so that lists do not slow down messages. */
const INBOX_PAUSE = 4

/** With this many events waiting for the lists, the next announcement goes out at once. */
const MAX_WAITING_FOR_INBOX = 300

type Stall = { until: number; delayMs: number; refused: boolean }

/**
 * Sends recorded events to their channels, oldest first per channel, at least once, and deletes each when all its channels have
 * heard of it.
 *
 * A channel whose events fail is left alone for a while, so its later events cannot overtake the failed ones; other
 * channels go on. Two relays at the same time would break the order, so the process that runs one holds the lease.
 */
export class Relay {
  readonly #publisher: Publisher
  readonly #now: () => number
  readonly #stalls = new Map<string, Stall>()
  /** Channels that have been told of an event whose row still exists, by event id. After a crash they are told again. */
  readonly #told = new Map<string, Set<string>>()
  /** Events that only their site's lists have not heard of, by id. */
  readonly #waitingForInbox = new Map<string, PendingEvent>()
  /** The earliest time of the next announcement, by inbox channel. */
  readonly #nextInboxAt = new Map<string, number>()
  #isEnding = false

  /** @param now milliseconds since the epoch */
  constructor(publisher: Publisher, now: () => number = Date.now) {
    this.#publisher = publisher
    this.#now = now
  }

  /** Sends everything that is due and answers how many events are done. */
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
      // Another process may have gone on with them meanwhile.
      this.#told.clear()
      this.#waitingForInbox.clear()
      throw error
    }
  }

  /**
   * From the next run on, the lists do not wait: what only they have not heard of would be told again to all its channels, by the
   * process that comes after this one.
   */
  end(): void {
    this.#isEnding = true
  }

  /** When to look again although nothing new was recorded, in milliseconds since the epoch; `null` for never. */
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
      this.#untold(event).filter((channel) => !stalled.has(channel) && channel !== inboxOf(event))
    const batches = batchByChannel(events, dueChannels, { singly })

    const untoldInbox = (event: PendingEvent) => {
      const inbox = inboxOf(event)
      return inbox === undefined || this.#told.get(event.id)?.has(inbox) ? [] : [inbox]
    }
    const waiting = [...this.#waitingForInbox.values(), ...events]
    for (const [channel, own] of queuesByChannel(waiting, untoldInbox)) {
      if (stalled.has(channel)) continue
      if (this.#isInboxDue(channel)) {
        const begunAt = this.#now()
        batches.push(await inboxBatch(query, channel, singly.has(channel) ? own.slice(0, 1) : own))
        const endedAt = this.#now()
        const pauseMs = Math.max(INBOX_INTERVAL_MS, INBOX_PAUSE * (endedAt - begunAt))
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
      if (outcome.status === 'accepted') this.#noteTold(batch)
      else await this.#noteFailure(query, batch, outcome)
    }
    const events = new Map(batches.flatMap((batch) => batch.events.map((event) => [event.id, event])))
    const done: string[] = []
    const rest: PendingEvent[] = []
    for (const event of events.values()) {
      if (this.#untold(event).length === 0) done.push(event.id)
      else rest.push(event)
    }
    await deleteEvents(query, done)
    for (const id of done) this.#forget(id)
    await this.#keepRest(query, rest)
    return done.length
  }

  #noteTold({ announcement: { channel }, events }: ChannelBatch): void {
    this.#stalls.delete(channel)
    for (const { id } of events) {
      const told = this.#told.get(id) ?? new Set()
      this.#told.set(id, told.add(channel))
    }
  }

  /**
   * Keeps the untold channels of events that other channels have been told of. Those that only the lists wait for stay in memory for
   * a moment. A failing channel may take long, so the row is narrowed to the untold channels and the others are not told again.
   */
  async #keepRest(query: Query, events: readonly PendingEvent[]): Promise<void> {
    const stalled = this.#stalledChannels()
    this.#waitForInbox(events.filter((event) => !stalled.includes(inboxOf(event) ?? '')))

    for (const event of events) {
      const untold = this.#untold(event)
      if (!this.#told.has(event.id) || !untold.some((channel) => stalled.includes(channel))) continue
      await keepChannels(query, event.id, untold)
      this.#forget(event.id)
    }
  }

  /** Of these events, those that only the agents' lists have not heard of. */
  #waitForInbox(events: readonly PendingEvent[]): void {
    for (const event of events) {
      if (this.#waitingForInbox.has(event.id)) continue
      const inbox = inboxOf(event)
      const isRest = this.#untold(event).every((channel) => channel === inbox)
      if (isRest) this.#waitingForInbox.set(event.id, event)
    }
  }

  #untold({ id, channels }: PendingEvent): string[] {
    const told = this.#told.get(id)
    return told === undefined ? channels : channels.filter((channel) => !told.has(channel))
  }

  #forget(id: string): void {
    this.#told.delete(id)
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

/** The lists that are told of this event by rows. Erasures are told at once, as events. */
function inboxOf({ type, channels }: PendingEvent): string | undefined {
  return type === 'conversations.erased' ? undefined : channels.find(isInboxChannel)
}
