import { MIN_OPEN_MS } from '@/contract/limits'
import type { ConversationDraft } from '@/contract/log/conversation'

/** What the chat records while the visitor types. */
export type WritingSigns = {
  /** When the chat was opened, in `performance.now()` time. */
  openedAt: number
  /** The content of the honeypot field, which people do not see. */
  website: string
}

/**
 * The signs sent when a new visitor starts a conversation, so that the server can refuse programs that fill in forms. The
 * newest message decides. A message left by an earlier page has none.
 */
export class SignsOfPerson {
  #signs: WritingSigns | null = null

  /** A message was sent with these signs. */
  note(signs: WritingSigns): void {
    this.#signs = signs
  }

  /** The visitor retries a refused message: whatever filled in the honeypot, a person is there. */
  pardon(): void {
    if (this.#signs !== null) this.#signs = { ...this.#signs, website: '' }
  }

  /**
   * Resolves once the chat has been open for as long as the server requires, at most {@link MIN_OPEN_MS}. This delays a
   * prefilled text or a quick hello instead of having it refused.
   */
  async tell(): Promise<Pick<ConversationDraft, 'openedForMs' | 'website'>> {
    if (this.#signs === null) return {}
    const { openedAt, website } = this.#signs
    const missingMs = openedAt + MIN_OPEN_MS - performance.now()
    if (missingMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.ceil(missingMs)))
    return { openedForMs: Math.round(performance.now() - openedAt), ...(website !== '' && { website }) }
  }
}
