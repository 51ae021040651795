import type { Broker, Draft, Entry } from '../store/broker'
import type { Attachment } from './attachment'
import { Broadcast } from './broadcast'
import { PresenceSet } from './presence-set'

/** One channel while somebody uses it: who is attached and who is present. What was said is in the broker. */
export class Channel {
  readonly name: string
  readonly presence = new PresenceSet()
  readonly attachments = new Set<Attachment>()
  readonly broker: Broker
  /** Whether someone is told by how many it is used. */
  isWatched = false

  constructor(name: string, broker: Broker) {
    this.name = name
    this.broker = broker
  }

  /** Stores an entry, then tells everyone attached. A client that attaches from now on finds it in the log. */
  append(draft: Draft): Entry {
    const entry = this.broker.append(this.name, draft)
    const broadcast = new Broadcast(entry)
    const own: Attachment[] = []
    for (const attachment of this.attachments) {
      if (attachment.receiver.id === entry.connectionId) own.push(attachment)
      else attachment.deliver(broadcast)
    }
    // The sender hears of it last: the others wait for it, and the sender does not.
    for (const attachment of own) attachment.deliver(broadcast)
    return entry
  }

  get isUsed(): boolean {
    return this.attachments.size > 0 || this.presence.size > 0
  }
}
