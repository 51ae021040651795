import { MIN_OPEN_MS } from '@/contract/limits'
import type { ConversationDraft } from '@/contract/log/conversation'
import { SupportError } from '@/server/errors'

/**
 * Refuses programs that fill in forms: they fill in what people never see, and are faster than people. A program written for
 * Porchlight passes; the limits bound that.
 *
 * @throws SupportError `looks_automated`; `too_fast` with the seconds after which a person would have begun
 */
export function requireHuman({ website = '', openedForMs = MIN_OPEN_MS }: ConversationDraft): void {
  if (website !== '') throw new SupportError('looks_automated')
  const tooEarlyMs = MIN_OPEN_MS - openedForMs
  if (tooEarlyMs > 0) throw new SupportError('too_fast', { retryAfterSeconds: tooEarlyMs / 1000 })
}
