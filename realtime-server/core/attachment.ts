import { Mode } from '../protocol/flags'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { Entry } from '../store/broker'
import type { Broadcast } from './broadcast'
import type { Channel } from './channel'

/** Who an attachment delivers to: a connection, as far as a channel knows it. */
export interface Receiver {
  readonly id: string
  /** Whether it wants its own messages back. */
  readonly echo: boolean
  /** @param channel as the receiver names it */
  sendBroadcast(broadcast: Broadcast, channel: string): void
}

/** One connection's view of one channel. */
export class Attachment {
  readonly receiver: Receiver
  /** The channel as the client names it, perhaps with a qualifier. */
  readonly name: string
  readonly channel: Channel
  /** The modes asked for. What a capability granted later adds is taken from these. */
  requested = 0
  /** The modes granted, out of those asked for. */
  granted = 0
  /** Whether the client listed the modes as a parameter, and so is answered with one. */
  namesModes = false
  /** The sync that is on its way, while the reader is too slow for all of it. */
  sync: { id: string; pages: PresenceMessage[][]; next: number } | null = null
  /** The other parameters to repeat in answers. */
  params: Record<string, string> = {}

  constructor(receiver: Receiver, name: string, channel: Channel) {
    this.receiver = receiver
    this.name = name
    this.channel = channel
  }

  has(mode: number): boolean {
    return (this.granted & mode) !== 0
  }

  /** Whether this entry is for the receiver, live or out of a backlog. */
  wants(entry: Entry): boolean {
    const isOwn = entry.connectionId === this.receiver.id
    if (entry.kind === 'message') return this.has(Mode.subscribe) && (this.receiver.echo || !isOwn)
    if (entry.kind === 'annotation') return this.has(Mode.annotation_subscribe)
    // A client needs its own events to know what to enter again, in any mode (spec RTP17a).
    return this.has(Mode.presence_subscribe) || isOwn
  }

  deliver(broadcast: Broadcast): void {
    if (this.wants(broadcast.entry)) this.receiver.sendBroadcast(broadcast, this.name)
  }
}
