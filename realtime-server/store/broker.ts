import type { Budget } from '../budget'
import type { Annotation, Message, PresenceMessage } from '../protocol/protocol-message'
import type { ChannelSerial } from '../protocol/serial'

/** Where in a log an entry stands, and where it came from. */
export type Place = {
  channelSerial: ChannelSerial
  /** Milliseconds since 1970. */
  timestamp: number
  /** The connection it came over; `undefined` when it came over REST or from ourselves. */
  connectionId: string | undefined
}

/** One atomic event of a channel: a publish, or a change of presence. */
export type Entry = Place &
  (
    | { kind: 'message'; messages: readonly Message[] }
    | { kind: 'presence'; presence: readonly PresenceMessage[] }
    | { kind: 'annotation'; annotations: readonly Annotation[] }
  )

/** What a log keeps: an entry, what it weighs in bytes, and what tells its repetition. */
export type Kept = {
  entry: Entry
  size: number
  publishId: string | undefined
  msgSerial: number | undefined
}

/** A log in plain values: all that a later process needs to go on with it. */
export type LogSnapshot = {
  /** The newest serial that is no longer kept. */
  start: ChannelSerial
  head: ChannelSerial
  /** Oldest first. */
  kept: readonly Kept[]
  /** Of messages that were changed: all versions, oldest first, by the message's serial. */
  revisions: readonly [messageSerial: string, versions: readonly Message[]][]
}

/** An entry that has no place yet. */
export type Draft = {
  connectionId?: string | undefined
  /** Its place on the connection, which tells a repetition from a new publish. */
  msgSerial?: number | undefined
  /** What tells a repetition when clients number their publishes themselves. */
  publishId?: string | undefined
  /** What it will hold for `maxHistorySize`, in bytes. */
  size: number
  /** Makes the entry once its place is known. */
  toEntry: (place: Place) => Entry
  /** The message in full that a changed or annotated one becomes, when the entry is of such a thing. */
  revision?: (place: Place) => Message
}

/**
 * The ordered logs of all channels, with one space of serials for each.
 *
 * An entry is in the log before `append` returns, so that history has it before anyone is told. It stays for a bounded
 * time, count and size. Calls are synchronous, because this server is one process: the appending code may broadcast right
 * after and be sure that no other entry comes between.
 */
export interface Broker {
  /** Gives the draft its place at the end of the log. */
  append(channel: string, draft: Draft): Entry

  /** The entry that an earlier draft with this `publishId` became, as long as it is kept. */
  find(channel: string, publishId: string): Entry | undefined

  /** The entry that came from this place on a connection, as long as it is kept. Looks through the log. */
  findMade(channel: string, connectionId: string, msgSerial: number): Entry | undefined

  /** The serial of the newest entry, or of the log's beginning when it has none. Everything kept is not after it. */
  head(channel: string): ChannelSerial

  /** All entries after a serial, oldest first; `null` when some may be missing or the serial is not of this log. */
  after(channel: string, serial: string): readonly Entry[] | null

  /** All entries kept, oldest first. */
  entries(channel: string): readonly Entry[]

  /** What history tells, oldest first: each message in its latest version, at the place of the first one. */
  history(channel: string): readonly Entry[]

  /** All versions of a message, oldest first; none when it is not kept. */
  versions(channel: string, messageSerial: string): readonly Message[]

  /** The serial right before an entry: who is told everything after it is told the entry. */
  before(channel: string, entry: Entry): ChannelSerial

  /** Takes no more entries: from here on a snapshot holds everything that anyone was told is stored. */
  seal(): void

  /** The logs, the most recently used first, as far as the budget reaches. */
  snapshot(budget: Budget): [channel: string, log: LogSnapshot][]

  /** Goes on with the log of an earlier process. */
  restore(channel: string, log: LogSnapshot): void

  /** Ends the log's life. A later one with the same name is another log. */
  forget(channel: string): void

  /** Ends the lives of all logs. */
  clear(): void
}
