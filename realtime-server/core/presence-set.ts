import { PresenceAction } from '../protocol/actions'
import type { PresenceMessage } from '../protocol/protocol-message'

type Member = {
  /** What entered or updated it last, with action PRESENT. */
  message: PresenceMessage
  /** Its connection was lost, and it has not entered again since. */
  isLost: boolean
}

/** Who is present on one channel. A member is a client id on a connection: two tabs of one user are two members. */
export class PresenceSet {
  /** Made when somebody enters: nobody does on most channels. */
  #entered: Map<string, Member> | null = null

  get size(): number {
    return this.#entered?.size ?? 0
  }

  find(connectionId: string, clientId: string): PresenceMessage | undefined {
    return this.#members.get(memberKey(connectionId, clientId))?.message
  }

  /** Enters or updates a member; one that was lost is found. */
  put(message: PresenceMessage): void {
    const member = { message: { ...message, action: PresenceAction.present }, isLost: false }
    this.#members.set(memberKey(message.connectionId, message.clientId), member)
  }

  /** Says that a member is still there, without a change. */
  confirm(connectionId: string, clientId: string): void {
    const member = this.#members.get(memberKey(connectionId, clientId))
    if (member) member.isLost = false
  }

  remove(connectionId: string, clientId: string): void {
    this.#members.delete(memberKey(connectionId, clientId))
  }

  /** All members, in the order in which they entered. */
  list(): PresenceMessage[] {
    return [...this.#members.values()].map(({ message }) => message)
  }

  /** How many members have a client id. */
  countOf(clientId: string): number {
    let count = 0
    for (const { message } of this.#members.values()) if (message.clientId === clientId) count++
    return count
  }

  membersOf(connectionId: string): PresenceMessage[] {
    return this.list().filter((message) => message.connectionId === connectionId)
  }

  /** From here on the members of a connection have to enter again, or they count as lost. */
  markLost(connectionId: string): void {
    for (const member of this.#members.values()) {
      if (member.message.connectionId === connectionId) member.isLost = true
    }
  }

  lostMembersOf(connectionId: string): PresenceMessage[] {
    return [...this.#members.values()]
      .filter(({ message, isLost }) => isLost && message.connectionId === connectionId)
      .map(({ message }) => message)
  }

  get #members(): Map<string, Member> {
    this.#entered ??= new Map()
    return this.#entered
  }
}

function memberKey(connectionId: string, clientId: string): string {
  // A connection id has no colon, so two members never share a key.
  return `${connectionId}:${clientId}`
}
