import type { Message } from '@/contract/log/message'

/**
 * A message or note as a run compares it. The number alone is not enough, because it would be assigned again after a loss. `content`
 * is what was sent.
 */
export type Mark = Pick<Message, 'conversationId' | 'sequence' | 'id' | 'content'>

/** A request to edit or delete a message or note, successful or not. */
export type Change = {
  messageId: string
  /** The version that it makes. */
  version: number
  /** `null`: deleted. */
  content: string | null
  /** The server's answer. `null` without one; the change may still have happened. */
  answer: Pick<Message, 'id' | 'version' | 'content' | 'deletedAt'> | null
}

/** A request that would close a conversation, whatever became of it. */
export type Closing = {
  conversationId: string
  /** The newest message the closing agent had seen. */
  seen: number
  /** The reply that was to close it, for Send & close. */
  clientMessageId: string | null
}

/** What one person typed, and what the server has answered to it. Kept outside of the page, so it survives everything. */
export class Notebook {
  /** Every text and note that was typed, in order. */
  readonly typed: string[] = []
  readonly acknowledged: Mark[] = []
  readonly changes: Change[] = []
  readonly closings: Closing[] = []
  /** Texts that were refused because their author was blocked. */
  readonly refused = new Set<string>()
  /** How often this person has blocked a visitor. */
  blocks = 0
  readonly #answered = new Set<string>()
  readonly #known = new Map<string, Message>()
  #edits = 0

  /** Texts that the server has not answered yet. */
  get unanswered(): number {
    return this.typed.length - this.#answered.size
  }

  /** @param content what was sent: an answer after an edit tells the edited text */
  acknowledge(message: Message, content: string): void {
    const { conversationId, sequence, id } = message
    this.#answered.add(content)
    this.acknowledged.push({ conversationId, sequence, id, content })
    this.#learn(message)
  }

  /** Notes a change before it is asked for. */
  attempt(change: Omit<Change, 'answer'>): Change {
    const attempted = { ...change, answer: null }
    this.changes.push(attempted)
    return attempted
  }

  /** The server has answered a change with the message as it is now. */
  confirm(change: Change, message: Message): void {
    change.answer = message
    this.#learn(message)
  }

  /** The newest version of one of this person's messages that the server has answered, or `null` when it has answered none. */
  find(clientMessageId: string): Message | null {
    return this.#known.get(clientMessageId) ?? null
  }

  /** A number for the next edit. */
  nextEdit(): number {
    this.#edits += 1
    return this.#edits
  }

  #learn(message: Message): void {
    const known = this.#known.get(message.clientMessageId)
    if (known === undefined || known.version < message.version)
      this.#known.set(message.clientMessageId, message)
  }
}
