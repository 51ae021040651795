import { MIN_OPEN_MS } from '@/contract/limits'
import type { ConversationDraft } from '@/contract/log/conversation'

/** What the visitor's chat notices while the visitor types. */
export type WritingSigns = {
  /** When the chat was opened, on the clock of `performance.now()`. */
  openedAt: number
  /** What stands in the field that people never see. */
  website: string
}

/**
 * What a newcomer's start tells the server, which refuses programs that fill in forms. The newest message decides; of one that an
 * earlier page has left behind, nothing is known and nothing told.
 */
export class SignsOfPerson {
  #signs: WritingSigns | null = null

  /** A message was sent under these signs. */
  note(signs: WritingSigns): void {
    this.#signs = signs
  }

  /** Somebody saw that a message was refused, and sends it again: whatever filled the hidden field, a person is there. */
  pardon(): void {
    if (this.#signs !== null) this.#signs = { ...this.#signs, website: '' }
  }

  /**
   * Resolves once the chat has been open for as long as the server demands, at most {@link MIN_OPEN_MS}: a text that the page has
   * put in, or a quick hello, is sent a moment later instead of being refused.
   */
  async tell(): Promise<Pick<ConversationDraft, 'openedForMs' | 'website'>> {
    if (this.#signs === null) return {}
    const { openedAt, website } = this.#signs
    const missingMs = openedAt + MIN_OPEN_MS - performance.now()
    if (missingMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.ceil(missingMs)))
    return { openedForMs: Math.round(performance.now() - openedAt), ...(website !== '' && { website }) }
  }
}
