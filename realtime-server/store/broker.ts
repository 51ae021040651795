import type { Message, PresenceMessage } from '../protocol/protocol-message'
import type { ChannelSerial } from '../protocol/serial'

/** One atomic event of a channel: a publish, or a change of presence. */
export type Entry = {
  channelSerial: ChannelSerial
  /** Milliseconds since 1970. */
  timestamp: number
  /** The connection it came over; absent when it came over REST or from ourselves. */
  connectionId?: string
} & (
  | { kind: 'message'; messages: readonly Message[] }
  | { kind: 'presence'; presence: readonly PresenceMessage[] }
)

/** An entry that has no place yet. */
export type Draft = {
  connectionId?: string
  /** What tells a repetition from a new publish. */
  publishId?: string
  /** What it will hold for `maxHistorySize`, in bytes. */
  size: number
  /** Makes the entry's content once serial and time are known. */
  content: (
    channelSerial: ChannelSerial,
    timestamp: number,
  ) => { kind: 'message'; messages: Message[] } | { kind: 'presence'; presence: PresenceMessage[] }
  /** The message in full that a changed one becomes, when the entry is a change. */
  revision?: (channelSerial: ChannelSerial, timestamp: number) => Message
}

/**
 * The ordered logs of all channels, with one space of serials for each.
 *
 * An entry is in the log before `append` returns, so that history has it before anyone is told. It stays for a bounded
 * time, count and size. Calls are synchronous, because this server is one process: whoever appends may broadcast right
 * after and be sure that no other entry comes between.
 */
export interface Broker {
  /** Gives the draft its place at the end of the log. */
  append(channel: string, draft: Draft): Entry

  /** The entry that an earlier draft with this `publishId` became, as long as it is kept. */
  find(channel: string, publishId: string): Entry | undefined

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

  /** Ends the log's life. A later one with the same name is another log. */
  forget(channel: string): void
}
