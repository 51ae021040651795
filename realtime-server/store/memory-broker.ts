import type { Budget } from '../budget'
import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import type { Message } from '../protocol/protocol-message'
import type { ChannelSerial } from '../protocol/serial'
import type { Broker, Draft, Entry, LogSnapshot } from './broker'
import { ChannelLog, type Retention } from './channel-log'
import type { SharedBound } from './shared-bound'

/** The size of an empty log in a snapshot, in bytes: its name and two serials. */
const LOG_OVERHEAD = 300

/**
 * Logs in memory. They end with the process, and so does the continuity of attached clients, unless the next process
 * restores a snapshot.
 */
export class MemoryBroker implements Broker {
  readonly #retentionOf: (channel: string) => Retention
  readonly #clock: Clock
  readonly #bound: SharedBound
  readonly #logs = new Map<string, ChannelLog>()
  #isSealed = false

  /**
   * @param retentionOf the retention of a channel
   * @param bound limit on the total size of all channels, possibly shared with other brokers
   */
  constructor(retentionOf: (channel: string) => Retention, clock: Clock, bound: SharedBound) {
    this.#retentionOf = retentionOf
    this.#clock = clock
    this.#bound = bound
  }

  append(channel: string, draft: Draft): Entry {
    if (this.#isSealed) throw new RealtimeError('going_away', 'the server is going away')
    const log = this.#log(channel)
    const before = log.size
    const entry = log.append(draft, this.#clock.now())
    this.#bound.changeBy(log.size - before)
    return entry
  }

  find(channel: string, publishId: string): Entry | undefined {
    return this.#logs.get(channel)?.find(publishId)
  }

  findByMsgSerial(channel: string, connectionId: string, msgSerial: number): Entry | undefined {
    return this.#logs.get(channel)?.findByMsgSerial(connectionId, msgSerial)
  }

  head(channel: string): ChannelSerial {
    return this.#log(channel).head
  }

  after(channel: string, serial: string): Entry[] | null {
    return this.#existing(channel)?.after(serial) ?? null
  }

  entries(channel: string): Entry[] {
    return this.#existing(channel)?.entries() ?? []
  }

  history(channel: string): Entry[] {
    return this.#existing(channel)?.history() ?? []
  }

  versions(channel: string, messageSerial: string): readonly Message[] {
    return this.#existing(channel)?.versions(messageSerial) ?? []
  }

  before(channel: string, entry: Entry): ChannelSerial {
    return this.#log(channel).before(entry)
  }

  forget(channel: string): void {
    const log = this.#logs.get(channel)
    if (!log) return
    this.#bound.remove(log)
    this.#logs.delete(channel)
  }

  seal(): void {
    this.#isSealed = true
  }

  snapshot(budget: Budget): [channel: string, log: LogSnapshot][] {
    return [...this.#logs]
      .sort(([, a], [, b]) => (a.head < b.head ? 1 : -1))
      .filter(([, log]) => budget.take(log.size + LOG_OVERHEAD))
      .map(([channel, log]) => [channel, log.snapshot()])
  }

  restore(channel: string, log: LogSnapshot): void {
    this.#begin(channel, log)
  }

  clear(): void {
    for (const channel of [...this.#logs.keys()]) this.forget(channel)
  }

  #log(channel: string): ChannelLog {
    const existing = this.#logs.get(channel)
    if (existing) return existing
    return this.#begin(channel)
  }

  #begin(channel: string, before?: LogSnapshot): ChannelLog {
    const log = new ChannelLog(this.#retentionOf(channel), this.#clock.now(), before)
    this.#logs.set(channel, log)
    this.#bound.add(log)
    return log
  }

  /** Does not create a log, so that reading unused channels costs nothing. */
  #existing(channel: string): ChannelLog | undefined {
    const log = this.#logs.get(channel)
    if (!log) return undefined
    const before = log.size
    log.prune(this.#clock.now())
    this.#bound.changeBy(log.size - before)
    return log
  }
}
