import { MessageAction } from '../protocol/actions'
import type { Message } from '../protocol/protocol-message'
import { randomText } from '../protocol/random-text'
import { type ChannelSerial, entryOfMessage, SerialMint, seriesOf } from '../protocol/serial'
import type { Draft, Entry, Kept, LogSnapshot } from './broker'
import { Revisions } from './revisions'

/** How long and how much a log keeps. */
export type Retention = { historyMs: number; maxHistoryEntries: number; maxHistorySize: number }

/** One lifetime of a channel's log: its entries in order, as many as retention allows. */
export class ChannelLog {
  readonly #retention: Retention
  readonly #series: string
  readonly #mint: SerialMint
  /** Created with the first entry: most channels are empty most of the time. */
  #byPublishId: Map<string, Entry> | null = null
  readonly #revisions = new Revisions()
  #kept: Kept[] = []
  #size = 0
  /** The time of the oldest entry, cached because every publish checks it. */
  #oldestAt = Number.POSITIVE_INFINITY
  /** The newest serial that is no longer kept. */
  #start: ChannelSerial
  #head: ChannelSerial

  /** @param before the log to continue; without it the log starts a new series */
  constructor(retention: Retention, now: number, before?: LogSnapshot) {
    this.#retention = retention
    this.#series = (before && seriesOf(before.head)) ?? randomText(6)
    this.#mint = new SerialMint(this.#series, before?.head)
    this.#start = this.#head = before?.head ?? this.#mint.next(now)
    if (before) this.#takeOver(before, now)
  }

  append({ connectionId, msgSerial, publishId, size, toEntry, revision }: Draft, now: number): Entry {
    const place = { channelSerial: this.#mint.next(now), timestamp: now, connectionId }
    const entry = toEntry(place)
    if (this.#kept.length === 0) this.#oldestAt = now
    this.#kept.push({ entry, size, publishId, msgSerial })
    this.#size += size
    this.#head = place.channelSerial
    this.#remember(publishId, entry)
    if (revision) this.#revise(revision(place))
    this.prune(now)
    return entry
  }

  get head(): ChannelSerial {
    return this.#head
  }

  find(publishId: string): Entry | undefined {
    return this.#byPublishId?.get(publishId)
  }

  /** Scans the log rather than keeping an index: most publishes are never repeated. */
  findByMsgSerial(connectionId: string, msgSerial: number): Entry | undefined {
    return this.#kept.findLast(
      (kept) => kept.msgSerial === msgSerial && kept.entry.connectionId === connectionId,
    )?.entry
  }

  entries(): Entry[] {
    return this.#kept.map(({ entry }) => entry)
  }

  history(): Entry[] {
    return this.#revisions.applyTo(this.entries())
  }

  versions(messageSerial: string): readonly Message[] {
    const first = this.#first(messageSerial)
    return first ? this.#revisions.of(first) : []
  }

  after(serial: string): Entry[] | null {
    if (seriesOf(serial) !== this.#series || serial < this.#start || serial > this.#head) return null
    const from = this.#kept.findIndex(({ entry }) => entry.channelSerial > serial)
    return from < 0 ? [] : this.#kept.slice(from).map(({ entry }) => entry)
  }

  before(entry: Entry): ChannelSerial {
    const index = this.#kept.findIndex((kept) => kept.entry.channelSerial === entry.channelSerial)
    return this.#kept[index - 1]?.entry.channelSerial ?? this.#start
  }

  /** The log as plain values. */
  snapshot(): LogSnapshot {
    return { start: this.#start, head: this.#head, kept: this.#kept, revisions: this.#revisions.snapshot() }
  }

  /** Size in bytes. */
  get size(): number {
    return this.#size
  }

  /** Drops entries beyond the limits of age, count or size. An entry larger than the limit is not kept at all. */
  prune(now: number): void {
    let dropped = 0
    while (this.#hasTooMuch(dropped, now)) {
      const { entry, size, publishId } = this.#kept[dropped++] as Kept
      this.#size -= size
      this.#start = entry.channelSerial
      if (publishId !== undefined) this.#byPublishId?.delete(publishId)
      this.#revisions.forget(entry)
      this.#oldestAt = this.#kept[dropped]?.entry.timestamp ?? Number.POSITIVE_INFINITY
    }
    if (dropped > 0) this.#kept.splice(0, dropped)
  }

  /** Drops all entries. The series continues. */
  clear(): void {
    this.#kept = []
    this.#size = 0
    this.#oldestAt = Number.POSITIVE_INFINITY
    this.#start = this.#head
    this.#byPublishId = null
    this.#revisions.clear()
  }

  #hasTooMuch(dropped: number, now: number): boolean {
    const { historyMs, maxHistoryEntries, maxHistorySize } = this.#retention
    const count = this.#kept.length - dropped
    return (
      count > maxHistoryEntries ||
      (this.#size > maxHistorySize && count > 0) ||
      now - this.#oldestAt > historyMs
    )
  }

  #remember(publishId: string | undefined, entry: Entry): void {
    if (publishId === undefined) return
    this.#byPublishId ??= new Map()
    this.#byPublishId.set(publishId, entry)
  }

  #revise(revision: Message): void {
    const first = this.#first(revision.serial)
    if (first) this.#revisions.add(first, revision)
  }

  /** The first version of a message, while it is kept. */
  #first(messageSerial: string): Message | undefined {
    const entrySerial = entryOfMessage(messageSerial)
    const entry = this.#kept.find((kept) => kept.entry.channelSerial === entrySerial)?.entry
    if (entry?.kind !== 'message') return undefined
    return entry.messages.find(
      ({ serial, action }) => serial === messageSerial && action === MessageAction.create,
    )
  }

  #takeOver({ start, kept, revisions }: LogSnapshot, now: number): void {
    this.#start = start
    this.#kept = [...kept]
    this.#oldestAt = kept[0]?.entry.timestamp ?? Number.POSITIVE_INFINITY
    this.#revisions.restore(revisions)
    for (const { entry, size, publishId } of kept) {
      this.#size += size
      this.#remember(publishId, entry)
    }
    this.prune(now)
  }
}
