import type { Message } from '@/contract/log/message'

/**
 * What identifies a message or note in a run. The number alone is not enough, because it would be reassigned after a loss.
 * `content` is what was sent.
 */
export type Mark = Pick<Message, 'conversationId' | 'sequence' | 'id' | 'content'>

/** A request to edit or delete a message or note, successful or not. */
export type Change = {
  messageId: string
  /** The version that it creates. */
  version: number
  /** `null`: deleted. */
  content: string | null
  /** The server's response. Without one (`null`), the change may still have happened. */
  answer: Pick<Message, 'id' | 'version' | 'content' | 'deletedAt'> | null
}

/** A request to close a conversation, whatever its outcome. */
export type Closing = {
  conversationId: string
  /** The newest message the closing agent had seen. */
  seen: number
  /** For Send & close: the reply. */
  clientMessageId: string | null
}

/** What a person typed, and how the server responded. Kept outside the page, so it survives crashes. */
export class Notebook {
  /** Every text and note that was typed, in order. */
  readonly typed: string[] = []
  readonly acknowledged: Mark[] = []
  readonly changes: Change[] = []
  readonly closings: Closing[] = []
  /** Texts refused because their author was blocked. */
  readonly refused = new Set<string>()
  /** How often this person blocked a visitor. */
  blocks = 0
  readonly #answered = new Set<string>()
  readonly #known = new Map<string, Message>()
  #edits = 0

  /** The number of texts that the server has not acknowledged yet. */
  get unanswered(): number {
    return this.typed.length - this.#answered.size
  }

  /** @param content what was sent: after an edit, the response has the edited text */
  acknowledge(message: Message, content: string): void {
    const { conversationId, sequence, id } = message
    this.#answered.add(content)
    this.acknowledged.push({ conversationId, sequence, id, content })
    this.#learn(message)
  }

  /** Records a change before it is requested. */
  attempt(change: Omit<Change, 'answer'>): Change {
    const attempted = { ...change, answer: null }
    this.changes.push(attempted)
    return attempted
  }

  /** Records the server's response to a change. */
  confirm(change: Change, message: Message): void {
    change.answer = message
    this.#learn(message)
  }

  /** The newest acknowledged version of one of this person's messages; `null` when none is acknowledged. */
  find(clientMessageId: string): Message | null {
    return this.#known.get(clientMessageId) ?? null
  }

  /** A unique number for the next edit. */
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
