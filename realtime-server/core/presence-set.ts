import { PresenceAction } from '../protocol/actions'
import type { PresenceMessage } from '../protocol/protocol-message'

type Member = {
  /** Its latest enter or update, with action PRESENT. */
  message: PresenceMessage
  /** Its connection was lost and it has not re-entered since. */
  isLost: boolean
}

/** The members present on a channel. A member is a client id on a connection: two tabs of a user are two members. */
export class PresenceSet {
  /** Created lazily: most channels never have members. */
  #entered: Map<string, Member> | null = null

  get size(): number {
    return this.#entered?.size ?? 0
  }

  find(connectionId: string, clientId: string): PresenceMessage | undefined {
    return this.#members.get(memberKey(connectionId, clientId))?.message
  }

  /** Enters or updates a member. Clears its lost flag. */
  put(message: PresenceMessage): void {
    const member = { message: { ...message, action: PresenceAction.present }, isLost: false }
    this.#members.set(memberKey(message.connectionId, message.clientId), member)
  }

  /** Confirms that a member is still present, without a change. */
  confirm(connectionId: string, clientId: string): void {
    const member = this.#members.get(memberKey(connectionId, clientId))
    if (member) member.isLost = false
  }

  remove(connectionId: string, clientId: string): void {
    this.#members.delete(memberKey(connectionId, clientId))
  }

  /** All members, in order of entry. */
  list(): PresenceMessage[] {
    return [...this.#members.values()].map(({ message }) => message)
  }

  /** How many members share a client id. */
  countOf(clientId: string): number {
    let count = 0
    for (const { message } of this.#members.values()) if (message.clientId === clientId) count++
    return count
  }

  membersOf(connectionId: string): PresenceMessage[] {
    return this.list().filter((message) => message.connectionId === connectionId)
  }

  /** Marks a connection's members as lost until they re-enter. */
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
  // Connection ids contain no colon, so keys are unique.
  return `${connectionId}:${clientId}`
}
