import { createHash } from 'node:crypto'
import type { Message } from '@/contract/message'

/** A message as a run compares it: the number alone is not enough, for after a loss it would be given out again. */
export type Mark = { conversationId: string; sequence: number; id: string; hash: string }

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
  /** Every text that was typed, in order. */
  readonly typed: string[] = []
  readonly acknowledged: Mark[] = []
  readonly closings: Closing[] = []
  readonly #answered = new Set<string>()

  /** Texts that the server has not answered yet. */
  get unanswered(): number {
    return this.typed.length - this.#answered.size
  }

  acknowledge({ conversationId, sequence, id, content }: Message): void {
    this.#answered.add(content)
    this.acknowledged.push({ conversationId, sequence, id, hash: hashOf(content) })
  }
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url')
}
