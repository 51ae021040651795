import type { Broker, Draft, Entry } from '../store/broker'
import type { Attachment } from './attachment'
import { Broadcast } from './broadcast'
import { PresenceSet } from './presence-set'

/** A channel in use: its attachments and members. Its log is in the broker. */
export class Channel {
  readonly name: string
  readonly presence = new PresenceSet()
  readonly attachments = new Set<Attachment>()
  readonly broker: Broker
  /** Whether an attachment receives occupancy. */
  isWatched = false

  constructor(name: string, broker: Broker) {
    this.name = name
    this.broker = broker
  }

  /** Stores an entry, then delivers it to all attachments. Clients that attach later find it in the log. */
  append(draft: Draft): Entry {
    const entry = this.broker.append(this.name, draft)
    const broadcast = new Broadcast(entry)
    const own: Attachment[] = []
    for (const attachment of this.attachments) {
      if (attachment.receiver.id === entry.connectionId) own.push(attachment)
      else attachment.deliver(broadcast)
    }
    // The sender's own copy goes last: others are waiting for it, the sender is not.
    for (const attachment of own) attachment.deliver(broadcast)
    return entry
  }

  get isUsed(): boolean {
    return this.attachments.size > 0 || this.presence.size > 0
  }
}
