import type { Budget } from '../budget'
import type { Annotation, Message, PresenceMessage } from '../protocol/protocol-message'
import type { ChannelSerial } from '../protocol/serial'

/** An entry's position in the log, and its origin. */
export type Place = {
  channelSerial: ChannelSerial
  /** Milliseconds since 1970. */
  timestamp: number
  /** The connection it came over; `undefined` over REST or from the server itself. */
  connectionId: string | undefined
}

/** An atomic event on a channel: a publish, a presence change or annotations. */
export type Entry = Place &
  (
    | { kind: 'message'; messages: readonly Message[] }
    | { kind: 'presence'; presence: readonly PresenceMessage[] }
    | { kind: 'annotation'; annotations: readonly Annotation[] }
  )

/** A log item: an entry, its size in bytes, and what identifies a repetition. */
export type Kept = {
  entry: Entry
  size: number
  publishId: string | undefined
  msgSerial: number | undefined
}

/** A log as plain values: what a later process needs to continue it. */
export type LogSnapshot = {
  /** The newest serial that is no longer kept. */
  start: ChannelSerial
  head: ChannelSerial
  /** Oldest first. */
  kept: readonly Kept[]
  /** For changed messages: all versions, oldest first, by message serial. */
  revisions: readonly [messageSerial: string, versions: readonly Message[]][]
}

/** An entry that has no position yet. */
export type Draft = {
  connectionId?: string | undefined
  /** Its number on the connection. Identifies a repeated publish. */
  msgSerial?: number | undefined
  /** Identifies a repetition when clients choose message ids themselves. */
  publishId?: string | undefined
  /** Its size for `maxHistorySize`, in bytes. */
  size: number
  /** Creates the entry once its position is known. */
  toEntry: (place: Place) => Entry
  /** For a change or annotation, the resulting whole message. */
  revision?: (place: Place) => Message
}

/**
 * The ordered logs of all channels. Each has serials of its own.
 *
 * An entry is in the log before `append` returns, so history has it before anyone receives it. It is kept for a limited
 * time, count and size. Calls are synchronous, which a single process permits: the caller can broadcast right after `append`
 * and no other entry comes in between.
 */
export interface Broker {
  /** Appends the draft to the log. */
  append(channel: string, draft: Draft): Entry

  /** The entry of an earlier draft with this `publishId`, while it is kept. */
  find(channel: string, publishId: string): Entry | undefined

  /** The entry with this number on a connection, while it is kept. Scans the log. */
  findByMsgSerial(channel: string, connectionId: string, msgSerial: number): Entry | undefined

  /** The serial of the newest entry; the log's start when it is empty. */
  head(channel: string): ChannelSerial

  /** All entries after a serial, oldest first; `null` when some may be missing or the serial belongs to another log. */
  after(channel: string, serial: string): readonly Entry[] | null

  /** All entries kept, oldest first. */
  entries(channel: string): readonly Entry[]

  /** The entries for history, oldest first: each message once, in its latest version at its original position. */
  history(channel: string): readonly Entry[]

  /** All versions of a message, oldest first; empty when it is not kept. */
  versions(channel: string, messageSerial: string): readonly Message[]

  /** The serial right before an entry, so that reading after it starts with the entry. */
  before(channel: string, entry: Entry): ChannelSerial

  /** Accepts no more entries, so that a snapshot holds everything acknowledged as stored. */
  seal(): void

  /** The logs, most recently used first, as far as the budget reaches. */
  snapshot(budget: Budget): [channel: string, log: LogSnapshot][]

  /** Continues the log of an earlier process. */
  restore(channel: string, log: LogSnapshot): void

  /** Drops a log. A later one with the same name starts a new series. */
  forget(channel: string): void

  /** Drops all logs. */
  clear(): void
}
