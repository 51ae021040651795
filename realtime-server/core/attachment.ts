import { Mode } from '../protocol/flags'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { Entry } from '../store/broker'
import type { Broadcast } from './broadcast'
import type { Channel } from './channel'

/** A connection as a channel sees it: something that entries are delivered to. */
export interface Receiver {
  readonly id: string
  /** Whether it receives its own messages. */
  readonly echo: boolean
  /** @param channel the name under which the receiver attached */
  sendBroadcast(broadcast: Broadcast, channel: string): void
}

/** One connection's view of one channel. */
export class Attachment {
  readonly receiver: Receiver
  /** The channel name as the client wrote it, with its qualifier if any. */
  readonly name: string
  readonly channel: Channel
  /** The modes requested. A capability that grants more later can enable only these. */
  requested = 0
  /** The requested modes that the capability grants. */
  granted = 0
  /** Whether the client passed modes as a parameter, which ATTACHED then echoes. */
  namesModes = false
  /** The sync in progress, while a slow reader has not received all of it. */
  sync: { id: string; pages: PresenceMessage[][]; next: number } | null = null
  /** The other parameters to echo in ATTACHED. */
  params: Record<string, string> = {}

  constructor(receiver: Receiver, name: string, channel: Channel) {
    this.receiver = receiver
    this.name = name
    this.channel = channel
  }

  has(mode: number): boolean {
    return (this.granted & mode) !== 0
  }

  /** Whether to deliver an entry to the receiver, live or from a backlog. */
  wants(entry: Entry): boolean {
    const isOwn = entry.connectionId === this.receiver.id
    if (entry.kind === 'message') return this.has(Mode.subscribe) && (this.receiver.echo || !isOwn)
    if (entry.kind === 'annotation') return this.has(Mode.annotation_subscribe)
    // A client needs its own events in any mode, to know what to enter again (spec RTP17a).
    return this.has(Mode.presence_subscribe) || isOwn
  }

  deliver(broadcast: Broadcast): void {
    if (this.wants(broadcast.entry)) this.receiver.sendBroadcast(broadcast, this.name)
  }
}
