import type { Clock } from '../clock'
import type { Message } from '../protocol/protocol-message'
import type { ChannelSerial } from '../protocol/serial'
import type { Broker, Draft, Entry } from './broker'
import { ChannelLog, type Retention } from './channel-log'

/** Logs in memory. They end with the process, and with them the continuity of whoever was attached. */
export class MemoryBroker implements Broker {
  readonly #retentionOf: (channel: string) => Retention
  readonly #clock: Clock
  readonly #logs = new Map<string, ChannelLog>()

  /** @param retentionOf how much is kept of a channel */
  constructor(retentionOf: (channel: string) => Retention, clock: Clock) {
    this.#retentionOf = retentionOf
    this.#clock = clock
  }

  append(channel: string, draft: Draft): Entry {
    return this.#log(channel).append(draft, this.#clock.now())
  }

  find(channel: string, publishId: string): Entry | undefined {
    return this.#existing(channel)?.find(publishId)
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
    this.#logs.delete(channel)
  }

  #log(channel: string): ChannelLog {
    const existing = this.#existing(channel)
    if (existing) return existing
    const log = new ChannelLog(this.#retentionOf(channel), this.#clock.now())
    this.#logs.set(channel, log)
    return log
  }

  /** Reading makes no log, so that asking for channels nobody uses costs nothing. */
  #existing(channel: string): ChannelLog | undefined {
    const log = this.#logs.get(channel)
    log?.prune(this.#clock.now())
    return log
  }
}
